package io.github.pcap2http.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is to go from one text: stretches of it, and what takes their places. What was found is told to the secrets of the exchange, too. */
final class Hits {
    /**
     * @param from of the text
     * @param instead what takes the place; empty where a whole member or parameter goes
     * @param ending where it ends if that is not in the text, and it ends with that; null where nobody said so
     */
    record Hit(int from, int to, String instead, Ending ending) { }

    private static final Comparator<Hit> ORDER = Comparator.comparingInt(Hit::from).thenComparingInt(hit -> -hit.to());

    private final Secrets secrets;
    private final Substitute substitute;
    private final List<Hit> all = new ArrayList<>(4);
    private boolean whole;

    Hits(Secrets secrets, Substitute substitute) {
        this.secrets = secrets;
        this.substitute = substitute;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int size() {
        return all.size();
    }

    /** The whole field, of which this is the value, goes. */
    void dropWhole() {
        whole = true;
    }

    boolean wholeDropped() {
        return whole;
    }

    /** What stands from {@code from} to {@code to} of a level is secret, and masked or hashed. */
    void add(Level level, int from, int to, Mode mode) {
        add(level, from, to, mode, "");
    }

    /** @param quote put around what takes the place */
    void add(Level level, int from, int to, Mode mode, String quote) {
        if (from >= to) return;
        String value = level.text().substring(from, to);
        secret(value, mode);
        put(level.origin(from), level.end(to), quote + substitute.of(value, mode) + quote);
    }

    /** What stands from {@code from} to the end of a level is secret, and as much of what follows it as {@code ending} says. */
    void addOpen(Level level, int from, Mode mode, String quote, Ending ending) {
        String value = level.text().substring(from);
        if (value.isEmpty()) return;
        secret(value, mode);
        String instead = quote + substitute.of(value, mode) + quote;
        all.add(new Hit(level.origin(from), level.end(level.text().length()), instead, level.depth() == 0 ? ending : Ending.NEVER));
    }

    /** As it was found with a value that is {@code value}. @param text that takes the place */
    void put(int from, int to, String text) {
        if (from < to) all.add(new Hit(from, to, text, null));
    }

    /** @return what takes the place of a secret */
    String instead(String value, Mode mode) {
        return substitute.of(value, mode);
    }

    /** Wherever else {@code value} stands in the exchange, it is to go. */
    void secret(String value, Mode mode) {
        secrets.add(value, mode);
    }

    /** So, where {@code value} is long enough not to be a common word: nothing but its place says that it is secret. */
    void perhapsSecret(String value, Mode mode) {
        if (value.strip().length() >= Secrets.LEAST_UNNAMED) secrets.add(value, mode);
    }

    /** What stands there is secret in its place; elsewhere it is where it is long enough. */
    void addUnnamed(Level level, int from, int to, Mode mode) {
        if (from >= to) return;
        String value = level.text().substring(from, to);
        perhapsSecret(value, mode);
        put(level.origin(from), level.end(to), substitute.of(value, mode));
    }

    /** Takes over what was found in a part of the text that begins at {@code offset}. */
    void addAll(Hits part, int offset) {
        for (Hit hit : part.all) all.add(new Hit(hit.from() + offset, hit.to() + offset, hit.instead(), null));
    }

    /** @return in order, none over another: of those that meet, the one that begins first or is the longest says what takes the place of both */
    List<Hit> merged() {
        if (all.size() < 2) return all;
        all.sort(ORDER);
        List<Hit> merged = new ArrayList<>(all.size());
        Hit last = null;
        for (Hit hit : all) {
            if (last == null || hit.from() >= last.to()) {
                merged.add(hit);
                last = hit;
            } else if (hit.to() > last.to()) {
                last = new Hit(last.from(), hit.to(), last.instead().isEmpty() ? hit.instead() : last.instead(), hit.ending());
                merged.set(merged.size() - 1, last);
            } else if (hit.to() == last.to() && last.ending() == null && hit.ending() != null) {
                last = new Hit(last.from(), last.to(), last.instead(), hit.ending());
                merged.set(merged.size() - 1, last);
            }
        }
        return merged;
    }

    /** @return {@code text} without what was found */
    String applied(String text) {
        if (all.isEmpty()) return text;
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        for (Hit hit : merged()) {
            out.append(text, done, hit.from()).append(hit.instead());
            done = hit.to();
        }
        return out.append(text, done, text.length()).toString();
    }
}
