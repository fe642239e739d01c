package io.github.pcap2http.redact;

import io.github.pcap2http.exchange.Field;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What is secret by itself in a text, which does not depend on the exchange that it stands in. It is remembered for the last ones: each is asked for twice,
 * and most fields of a client or a server are those of the message before.
 */
final class Memory {
    private static final int LONGEST = 16 << 10;   // characters of a text that is remembered
    private static final int MOST = 256 << 10;     // of all, with what each costs beside them
    private static final int OBJECTS = 128;        // characters that these are worth
    private static final int MOST_NEEDLES = 8;     // of exchanges, each with a megabyte at most

    /**
     * What was found in a text.
     *
     * @param levels the text itself, and with its encodings taken off
     * @param hits not to be changed
     * @param secrets to be told to the exchange
     */
    record Found(Iterable<Level> levels, Hits hits, Secrets secrets) { }

    /**
     * Has an order, so that texts with equal hashes, which anybody can make, are found soon.
     *
     * @param name of a field, which may be ""; null for another text
     * @param place null for a field, and for the name of one
     */
    private record Asked(String name, String text, Place place) implements Comparable<Asked> {
        private static final Comparator<Asked> ORDER = Comparator.comparing(Asked::text)
            .thenComparing(Asked::name, Comparator.nullsFirst(Comparator.naturalOrder())).thenComparing(Asked::place, Comparator.nullsFirst(Comparator.naturalOrder()));

        int length() {
            return text.length() + (name == null ? 0 : name.length()) + OBJECTS;
        }

        @Override
        public int compareTo(Asked other) {
            return ORDER.compare(this, other);
        }
    }

    private final Finder finder;
    private final Substitute substitute;
    private final Map<Asked, Found> lately = new LinkedHashMap<>(16, 0.75f, true);
    private int length;   // of the texts in it
    private final Map<List<Map.Entry<String, Mode>>, Needles> needles = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Map.Entry<String, Mode>>, Needles> eldest) {
            return size() > MOST_NEEDLES;
        }
    };

    Memory(Finder finder, Substitute substitute) {
        this.finder = finder;
        this.substitute = substitute;
    }

    Found of(String text, Place place) {
        return found(new Asked(null, text, place), (levels, hits) -> finder.text(levels, place, hits));
    }

    /** @return what is in the value of a field */
    Found of(Field field) {
        return found(new Asked(field.name(), field.value(), null), (levels, hits) -> finder.field(field, levels, hits));
    }

    /** @return only its levels matter: nothing is secret by itself in it */
    Found ofName(String name) {
        return found(new Asked(null, name, null), (levels, hits) -> { });
    }

    /** All secrets of an exchange are known: as a rule they are those of another one of the same client. */
    void complete(Secrets secrets) {
        secrets.needles(needles);
    }

    private Found found(Asked asked, BiConsumer<Iterable<Level>, Hits> find) {
        Found known = lately.get(asked);
        if (known != null) return known;
        Secrets secrets = new Secrets();
        Found found = new Found(Level.of(asked.text).all(), new Hits(secrets, substitute), secrets);
        find.accept(found.levels, found.hits);
        if (asked.length() <= LONGEST) remember(asked, found);
        return found;
    }

    private void remember(Asked asked, Found found) {
        lately.put(asked, found);
        length += asked.length();
        for (Iterator<Asked> eldest = lately.keySet().iterator(); length > MOST; eldest.remove()) length -= eldest.next().length();
    }
}
