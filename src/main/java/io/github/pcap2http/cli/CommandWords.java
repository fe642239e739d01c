package io.github.pcap2http.cli;

import io.github.pcap2http.typed.Nearest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** Takes the words of a command line apart: which options of the table are there, and with which values. */
final class CommandWords {
    private static final String TAKEN_BACK = "no-";

    private CommandWords() { }

    /** @throws UsageException when there is an option that is none, or one that lacks its value, takes none, or was given twice */
    static Given read(String... args) throws UsageException {
        String[] words = args.clone();
        boolean takesBack = false;
        for (int i = 0; i < words.length && !words[i].equals("--"); i++) {
            if (!words[i].startsWith("-")) continue;
            takesBack |= words[i].startsWith("--" + TAKEN_BACK);
            Option option = words[i].startsWith("--") ? Option.named(words[i].substring(2)) : Option.lettered(words[i].substring(1));
            if (option != null && option.valueIsOptional()) words[i] = option.shown() + "=" + Words.of(option).get(0);
        }
        Options known = known(takesBack);
        CommandLine line = parse(known, words);
        Given given = new Given();
        Set<Option> takenBack = EnumSet.noneOf(Option.class);
        for (org.apache.commons.cli.Option one : line.getOptions()) {
            Option option = Option.named(one.getLongOpt());
            if (option == null) {
                takenBack.add(Option.named(one.getLongOpt().substring(TAKEN_BACK.length())));
                continue;
            }
            if (given.has(option) && option.argument != null && !option.repeats()) {
                throw new UsageException("option " + option.shown() + " was given twice");
            }
            given.add(option, one.getValue(), null);
        }
        for (Option option : takenBack) given.takeBack(option);
        for (String capture : line.getArgList()) given.addCapture(capture);
        return given;
    }

    private static Options known(boolean takesBack) {
        Options options = new Options();
        for (Option option : Option.values()) {
            options.addOption(new org.apache.commons.cli.Option(option.letter, option.word, option.argument != null, null));
            if (takesBack && option.canBeTakenBack()) options.addOption(new org.apache.commons.cli.Option(null, TAKEN_BACK + option.word, false, null));
        }
        return options;
    }

    private static CommandLine parse(Options known, String... words) throws UsageException {
        try {
            return new DefaultParser(false).parse(known, words);
        } catch (UnrecognizedOptionException e) {
            throw new UsageException(unknown(e.getOption()));
        } catch (MissingArgumentException e) {
            throw new UsageException("option --" + e.getOption().getLongOpt() + " needs a value");
        } catch (ParseException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static String unknown(String typed) {
        int equals = typed.indexOf('=');
        String option = equals < 0 ? typed : typed.substring(0, equals);
        String name = option.replaceFirst("^-+", "");
        if (option.equals("--" + name) && Option.named(name) != null) return "option " + option + " takes no value";
        List<String> names = new ArrayList<>();
        for (Option one : Option.values()) names.add(one.word);
        String nearest = name.length() > 1 ? Nearest.of(name, names) : null;
        return "unknown option " + option + (nearest == null ? "" : "; did you mean --" + nearest + "?");
    }
}
