package io.github.pcap2http.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is said for each option, in words, and where: what they mean, and whether they can be meant, is for those to tell who ask for them. */
final class Given {
    /** @param place for messages, such as {@code pcap2http.yaml:3:11}; null: the command line */
    private record Value(String text, String place) { }

    private final Map<Option, List<Value>> values = new EnumMap<>(Option.class);
    private final List<String> captures = new ArrayList<>();
    private final List<Option> takenBack = new ArrayList<>(0);

    /** @param text null for a flag */
    void add(Option option, String text, String place) {
        if (!values.containsKey(option)) values.put(option, new ArrayList<>(1));
        values.get(option).add(new Value(text, place));
    }

    /** As if it had not been given, neither here nor elsewhere. */
    void takeBack(Option option) {
        values.remove(option);
        takenBack.add(option);
    }

    /** @return whether it was given or taken back, so that nobody else has a say */
    boolean settled(Option option) {
        return has(option) || takenBack.contains(option);
    }

    void addCapture(String name) {
        captures.add(name);
    }

    List<String> captures() {
        return captures;
    }

    boolean has(Option option) {
        return values.containsKey(option);
    }

    /** @return whether there is an option of one of two groups */
    boolean hasAny(Option.Group one, Option.Group other) {
        for (Option option : values.keySet()) {
            if (option.group == one || option.group == other) return true;
        }
        return false;
    }

    /** @return how many times it was said */
    int count(Option option) {
        List<Value> all = values.get(option);
        return all == null ? 0 : all.size();
    }

    /** @return its only value; null when there is none */
    String text(Option option) {
        List<Value> all = values.get(option);
        return all == null ? null : all.get(0).text;
    }

    /** @return its values in their order; empty when there is none */
    List<String> texts(Option option) {
        List<Value> all = values.get(option);
        if (all == null) return List.of();
        List<String> texts = new ArrayList<>(all.size());
        for (Value value : all) texts.add(value.text);
        return texts;
    }

    /**
     * A value that cannot be meant.
     *
     * @param text the value
     * @param why goes on after the option's name and the value, such as {@code is not a size}
     */
    UsageException wrong(Option option, String text, String why) {
        return about(option, text, option.shown() + " '" + text + "' " + why);
    }

    /** The same, with a sentence of its own. */
    UsageException about(Option option, String text, String sentence) {
        List<Value> all = values.get(option);
        for (int i = 0; all != null && i < all.size(); i++) {
            Value value = all.get(i);
            if (value.place != null && (text == null || text.equals(value.text))) return new UsageException(value.place + ": " + sentence);
        }
        return new UsageException(sentence);
    }
}
