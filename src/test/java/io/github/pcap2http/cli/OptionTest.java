package io.github.pcap2http.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of options and what is made of it. */
class OptionTest {
    @Test
    void theTableIsSound() {
        Set<String> names = new HashSet<>();
        for (Option option : Option.values()) {
            assertTrue(names.add(option.word) && (option.letter == null || names.add(option.letter)), option.word);
            assertTrue(option.word.matches("[a-z]+(-[a-z]+)*"), option.word);
            assertTrue(option.help.length() <= 50, option.word + ": " + option.help.length());
            boolean flag = option.kind == Option.Kind.FLAG || option.kind == Option.Kind.COUNT;
            assertEquals(flag, option.argument == null, option.word);
            assertEquals(option.kind == Option.Kind.WORD, !Words.of(option).isEmpty() && option.kind != Option.Kind.PAIR, option.word);
        }
    }

    @Test
    void helpFitsAScreen() {
        Session help = new Session().run("--help");
        assertEquals(0, help.status());
        assertTrue(help.out().lines().count() <= 45, help.out());
        assertTrue(help.out().lines().allMatch(line -> line.length() <= 80), help.out());
        assertEquals(help.out(), new Session().run("-h", "ignored", "-q").out());
    }

    @Test
    void theWholeHelpHasEveryOptionUnderItsHeading() {
        Session help = new Session().run("--help", "all");
        assertEquals(0, help.status());
        List<String> lines = help.out().lines().toList();
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), help.out());
        for (Option option : Option.values()) {
            String shown = (option.letter == null ? "      " : "  -" + option.letter + ", ") + Help.synopsis(option);
            int at = -1;
            for (int i = 0; i < lines.size(); i++) if (lines.get(i).startsWith(shown + " ")) at = i;
            assertTrue(at > 0, shown);
            int heading = at;
            while (lines.get(heading).startsWith(" ")) heading--;
            assertEquals(option.group.title + ":", lines.get(heading));
        }
    }

    @Test
    void theManualListsEveryOption() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (Option option : Option.values()) {
            assertTrue(Pattern.compile("\\| `[^|]*" + option.shown() + "\\b").matcher(readme).find(), option.shown());
        }
    }

    @Test
    void theNearestOptionIsNamed() {
        assertTrue(new Session().run("--outptu", "x").err().contains("unknown option --outptu; did you mean --output?"));
        assertFalse(new Session().run("--zzzzzzzz").err().contains("did you mean"));
    }

    @Test
    void aFlagIsTakenBack() throws UsageException {
        assertFalse(CommandWords.read("--utc", "--no-utc").has(Option.UTC));
        assertTrue(CommandWords.read("--utc", "-o", "x", "--no-strict").has(Option.UTC));
        assertTrue(new Session().run("--no-output", "x").err().contains("unknown option --no-output"));
        assertEquals(List.of("--no-utc"), CommandWords.read("--", "--no-utc").captures());
        assertFalse(CommandWords.read("-vv", "--no-verbose").has(Option.VERBOSE));
        assertFalse(CommandWords.read("--no-redact", "--redact=hash").has(Option.REDACT));
        assertTrue(new Session().run("--no-help", "x").err().contains("unknown option --no-help"));
    }
}
