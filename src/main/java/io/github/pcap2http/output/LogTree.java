package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import java.util.ArrayList;
import java.util.List;

/** The branches on which the log hangs attempts under the request that caused them, and theirs under them. */
final class LogTree {
    /** An exchange whose attempts may come next. @param last whether no other attempt of its own parent follows it */
    private record Limb(String id, boolean last) { }

    private final String fork;
    private final String end;
    private final String trunk;
    private final List<Limb> limbs = new ArrayList<>();

    LogTree(boolean unicode) {
        fork = unicode ? "\u251c\u2500 " : "|- ";
        end = unicode ? "\u2514\u2500 " : "`- ";
        trunk = unicode ? "\u2502  " : "|  ";
    }

    /** @param exchange the next one of the log. @return its branch and number; empty when it stands for itself */
    String branch(Exchange exchange) {
        Links.Cause cause = exchange.links().cause();
        while (!limbs.isEmpty() && (cause == null || !limbs.get(limbs.size() - 1).id().equals(cause.parent()))) limbs.remove(limbs.size() - 1);
        StringBuilder branch = new StringBuilder();
        boolean hangs = !limbs.isEmpty();
        boolean last = hangs && cause.number() == cause.of();
        for (int i = 1; i < limbs.size(); i++) branch.append(limbs.get(i).last() ? "   " : trunk);
        if (hangs) branch.append(last ? end : fork).append(cause.number()).append("  ");
        limbs.add(new Limb(exchange.id(), last));
        return branch.toString();
    }
}
