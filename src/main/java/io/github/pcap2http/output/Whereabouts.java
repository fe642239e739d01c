package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where packets of a connection were captured, in words. */
final class Whereabouts {
    private Whereabouts() { }

    /** @return such as {@code captured on eth0; also on docker0 as 198.51.100.7:4000 > 172.17.0.2:80}; empty when there is nothing to say */
    static String of(Connection connection) {
        String first = place(connection.seen());
        String others = connection.alsoSeen().stream().map(other -> (place(other) + ends(other, connection)).strip()).filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
        if (first.isEmpty() && others.isEmpty()) return "";
        return "captured" + (first.isEmpty() ? "" : " " + first) + (others.isEmpty() ? "" : "; also " + others);
    }

    private static String place(Sighting sighting) {
        List<String> words = new ArrayList<>();
        if (sighting.interfaceName() != null) words.add("on " + WireText.of(sighting.interfaceName()));
        if (!sighting.vlans().isEmpty()) words.add("in VLAN " + sighting.vlans().stream().map(String::valueOf).collect(Collectors.joining(".")));
        if (!sighting.tunnels().isEmpty()) words.add("in " + String.join(", ", sighting.tunnels()));
        return String.join(" ", words);
    }

    private static String ends(Sighting other, Connection connection) {
        boolean same = other.client().equals(connection.client()) && other.server().equals(connection.server());
        return same ? "" : " as " + other.client() + " > " + other.server();
    }
}
