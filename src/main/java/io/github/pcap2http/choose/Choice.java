package io.github.pcap2http.choose;

import io.github.pcap2http.exchange.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Conditions, all of which an exchange must meet. What is said several times of the same thing is a choice among them: {@code --method GET
 * --method HEAD}; fields of different names are different things. What stands behind a {@code !} must not be, whatever else is said:
 * {@code --host '*.test' --host '!admin.test'}. For use by one thread.
 */
public final class Choice {
    private final Map<String, List<Condition>> wanted = new LinkedHashMap<>();
    private final List<Condition> unwanted = new ArrayList<>();
    private final List<Regex> regexes = new ArrayList<>();

    /** @param text as it was typed, with or without a {@code !} before it. @throws ChoiceException when it cannot be meant */
    public void add(Criterion criterion, String text) throws ChoiceException {
        boolean negated = text.startsWith("!");
        String value = negated ? text.substring(1).strip() : text;
        Condition condition = criterion.parse(value, regexes);
        if (negated) unwanted.add(condition);
        else wanted.computeIfAbsent(topic(criterion, value), unused -> new ArrayList<>(1)).add(condition);
    }

    private static String topic(Criterion criterion, String value) {
        int colon = criterion == Criterion.HEADER ? value.indexOf(':') : -1;
        String name = criterion != Criterion.HEADER ? "" : colon < 0 ? value : value.substring(0, colon);
        return criterion.name() + ' ' + name.strip().toLowerCase(Locale.ROOT);
    }

    public boolean isEmpty() {
        return wanted.isEmpty() && unwanted.isEmpty();
    }

    /**
     * @return whether it is known to be wanted
     * @throws java.io.UncheckedIOException when the file fails in which a body lies
     */
    public boolean test(Exchange exchange, Setting setting) {
        for (Condition one : unwanted) {
            if (one.test(exchange, setting) != Truth.NO) return false;
        }
        for (List<Condition> topic : wanted.values()) {
            if (Condition.any(topic).test(exchange, setting) != Truth.YES) return false;
        }
        return true;
    }

    /** @return what users should be told, a line each */
    public List<String> remarks() {
        return regexes.stream().map(Regex::remark).filter(remark -> remark != null).toList();
    }
}
