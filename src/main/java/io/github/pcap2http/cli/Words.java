package io.github.pcap2http.cli;

import io.github.pcap2http.output.Format;
import java.util.ArrayList;
import java.util.List;

/** The words that the value of an option may be, or begin with. */
final class Words {
    private Words() { }

    /** @return empty where the value may be anything */
    static List<String> of(Option option) {
        return switch (option) {
            case FORMAT -> formats();
            case LIMIT -> Limit.words();
            default -> option.kind == Option.Kind.WORD ? List.of(option.argument.split("\\|")) : List.of();
        };
    }

    /** @return that word; null when the option was not given */
    static String chosen(Given given, Option option) throws UsageException {
        String word = given.text(option);
        if (word == null) return null;
        List<String> words = of(option);
        if (words.contains(word)) return word;
        throw given.wrong(option, word, words.size() == 2 ? "is neither '" + words.get(0) + "' nor '" + words.get(1) + "'"
            : "is none of " + String.join(", ", words));
    }

    static List<String> formats() {
        List<String> words = new ArrayList<>();
        for (Format format : Format.values()) words.add(format.word());
        return words;
    }
}
