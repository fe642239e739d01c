package io.github.pcap2http.harfile;

import io.github.pcap2http.bytes.Content;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An object of an entry, asked for members of a kind. What is of another kind counts as absent, and is noted; null is absent. */
final class Members {
    /** Longer strings are no names, values or URLs, whatever they are: in bytes. */
    private static final int LONGEST = 1 << 20;
    private static final double MOST_MILLIS = 1e13;   // what nanoseconds of a long hold, about

    /** What was wrong in an entry. */
    static final class Faults {
        private String first;
        private int more;

        void add(String what) {
            if (first == null) first = what;
            else more++;
        }

        /** @return in words; null when all was well */
        String words() {
            return more == 0 ? first : first + " (and " + more + " more like that)";
        }
    }

    private final Map<?, ?> members;
    private final String path;
    private final Faults faults;

    /** @param path of the object, with a dot behind it */
    Members(Map<?, ?> members, String path, Faults faults) {
        this.members = members;
        this.path = path;
        this.faults = faults;
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    Faults faults() {
        return faults;
    }

    private void wrong(String name, String kind) {
        faults.add(path + name + " is not " + kind);
    }

    /** @return a string, or a number as it is written; {@code absent} when there is none */
    String text(String name, String absent) {
        Object value = members.get(name);
        if (value == null) return absent;
        if (value instanceof String text) return text;
        if (value instanceof JsonInput.Number number) return number.text();
        if (value instanceof Content content) {
            if (content.length() <= LONGEST) return utf8(content);
            wrong(name, "of a length that makes sense: " + content.length() + " bytes");
            return absent;
        }
        wrong(name, "a string");
        return absent;
    }

    private static String utf8(Content content) {
        return new String(content.bytes().toArray(), StandardCharsets.UTF_8);
    }

    /** @return a string of any length, as UTF-8; null when there is none */
    Object content(String name) {
        Object value = members.get(name);
        return value instanceof Content ? value : text(name, null);
    }

    /** @return a whole number, which may be written as a string or with a fraction, that is cut off; {@code absent} when there is none */
    long number(String name, long absent) {
        Double number = decimal(name);
        return number == null ? absent : number.longValue();
    }

    private Double decimal(String name) {
        Object value = members.get(name);
        if (value == null) return null;
        String text = value instanceof JsonInput.Number number ? number.text() : value instanceof String string ? string.strip() : "";
        try {
            double number = Double.parseDouble(text);
            if (!Double.isNaN(number) && !Double.isInfinite(number)) return number;
        } catch (NumberFormatException e) {
            // said below
        }
        if (!text.isEmpty() || !(value instanceof String)) wrong(name, "a number" + (text.isEmpty() ? "" : ": " + text));
        return null;
    }

    /** @return milliseconds as nanoseconds, exactly; -1 when there are none, they are negative, or beyond all measure */
    long nanos(String name) {
        Double millis = decimal(name);
        if (millis == null || millis < 0) return -1;
        if (millis > MOST_MILLIS) {
            wrong(name, "a duration that makes sense");
            return -1;
        }
        Object value = members.get(name);
        String text = value instanceof JsonInput.Number number ? number.text() : ((String) value).strip();
        boolean exact = text.length() < 40 && text.indexOf('e') < 0 && text.indexOf('E') < 0 && text.matches("[0-9.]+");
        if (!exact) return (long) (millis * 1e6);
        return new BigDecimal(text).movePointRight(6).setScale(0, RoundingMode.DOWN).longValue();
    }

    /** @return one without members when there is none */
    Members object(String name) {
        Object value = members.get(name);
        if (value != null && !(value instanceof Map)) wrong(name, "an object");
        return new Members(value instanceof Map<?, ?> map ? map : Map.of(), path + name + ".", faults);
    }

    /** @return the items; none when there is no list */
    List<?> list(String name) {
        Object value = members.get(name);
        if (value instanceof List<?> list) return list;
        if (value != null) wrong(name, "a list");
        return List.of();
    }

    boolean isObject(String name) {
        return members.get(name) instanceof Map;
    }

    Map<?, ?> all() {
        return members;
    }

    /** @return the objects of a list; what is none is noted */
    List<Members> objects(String name) {
        List<Members> objects = new ArrayList<>();
        for (Object item : list(name)) {
            if (item instanceof Map<?, ?> map) objects.add(new Members(map, path + name + ".", faults));
            else wrong(name, "a list of objects only");
        }
        return objects;
    }
}
