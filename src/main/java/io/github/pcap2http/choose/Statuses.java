package io.github.pcap2http.choose;

import io.github.pcap2http.exchange.Response;
import java.util.BitSet;
import java.util.Locale;

/** Kinds of responses: {@code 404}, {@code 5xx}, {@code 400-499}, {@code none} for those that never came, with commas between. */
final class Statuses {
    private static final int MOST = 999;

    private final BitSet wanted = new BitSet();
    private boolean none;

    private Statuses() { }

    static Statuses of(String text) throws ChoiceException {
        Statuses statuses = new Statuses();
        for (String part : text.split(",", -1)) statuses.add(part.strip().toLowerCase(Locale.ROOT));
        return statuses;
    }

    private void add(String part) throws ChoiceException {
        if (part.equals("none")) {
            none = true;
        } else if (part.matches("[0-9]xx")) {
            int hundreds = (part.charAt(0) - '0') * 100;
            wanted.set(hundreds, hundreds + 100);
        } else if (part.matches("\\d{1,3}")) {
            wanted.set(Integer.parseInt(part));
        } else if (part.matches("\\d{1,3}-\\d{1,3}")) {
            int hyphen = part.indexOf('-');
            int from = Integer.parseInt(part.substring(0, hyphen));
            int to = Integer.parseInt(part.substring(hyphen + 1));
            if (from > to) throw new ChoiceException("has a range that ends before it begins");
            wanted.set(from, to + 1);
        } else {
            throw new ChoiceException("is no status; write 404, 5xx, 400-499, none (no response), or several with commas between");
        }
    }

    /** @param response may be null */
    boolean match(Response response) {
        if (response == null) return none;
        return response.status() <= MOST && wanted.get(Math.max(0, response.status()));
    }
}
