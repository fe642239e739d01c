package io.github.pcap2http.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shells and the manual's reader are given; shells and formatters are asked where they are installed. */
class CompletionTest {
    @TempDir
    private Path folder;

    private record Ended(int status, List<String> lines) { }

    private static boolean installed(String program) {
        return Arrays.stream(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private Ended execute(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).directory(folder.toFile()).start();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it hangs");
        return new Ended(process.exitValue(), Files.readAllLines(output, StandardCharsets.UTF_8));
    }

    private Path printed(String... args) throws IOException {
        Session session = new Session().run(args);
        assertEquals(0, session.status(), session.err());
        return Files.writeString(folder.resolve("printed"), session.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void aShellReadsItsScript(String shell) throws Exception {
        Path script = printed("--completion", shell);
        String text = Files.readString(script);
        for (Option option : Option.values()) {
            assertTrue(text.contains(shell.equals("fish") ? " -l " + option.word + " " : option.shown()), option.word);
        }
        assumeTrue(installed(shell), () -> shell + " is not installed");
        assertEquals(new Ended(0, List.of()), execute(shell, "-n", script.toString()));
    }

    /** @param words of the command line so far, as bash divides it; the last is the one to complete */
    private Set<String> completed(String... words) throws Exception {
        Path script = printed("--completion", "bash");
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", """
            source "$1"; shift
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            _pcap2http
            printf '%s\\n' "${COMPREPLY[@]}"
            """, "bash", script.toString(), "pcap2http"));
        command.addAll(Arrays.asList(words));
        Ended ended = execute(command.toArray(String[]::new));
        assertEquals(0, ended.status());
        Set<String> offered = new TreeSet<>(ended.lines());
        offered.remove("");
        return offered;
    }

    @Test
    void bashCompletesOptionsAndTheirValues() throws Exception {
        assumeTrue(installed("bash"), "bash is not installed");
        Set<String> all = new TreeSet<>();
        for (Option option : Option.values()) all.add(option.shown());
        assertEquals(all, completed("--"));
        assertEquals(Set.of("--output"), completed("x.pcap", "--out"));
        assertEquals(Set.copyOf(Words.formats()), completed("-f", ""));
        assertEquals(Set.of("jsonl"), completed("--format", "js"));
        assertEquals(Set.of("jsonl"), completed("--format", "=", "js"));
        assertEquals(Set.of("json", "text"), completed("--summary", "="));
        assertEquals(Set.of("json"), completed("--summary", "=", "j"));
        assertEquals(Set.of("head=", "held="), completed("--limit", "he"));
        assertEquals(Set.of(), completed("--filter", ""));
        Files.createFile(folder.resolve("one.pcap"));
        Files.createDirectory(folder.resolve("ones"));
        assertEquals(Set.of("one.pcap", "ones"), completed("on"));
        assertEquals(Set.of("one.pcap", "ones"), completed("-o", "on"));
        assertEquals(Set.of("one.pcap", "ones"), completed("--summary", "on"));
    }

    @Test
    void theManualPageHasEveryOptionAndIsSoundRoff() throws Exception {
        Path page = printed("--manual");
        String text = Files.readString(page);
        for (Option option : Option.values()) assertTrue(text.contains("\\fB" + option.shown().replace("-", "\\-") + "\\fP"), option.word);
        for (String section : List.of("NAME", "SYNOPSIS", "OPTIONS", "CHOOSING", "ASSERTIONS", "LIVE", "OUTPUTS", "REDACTION", "DIAGNOSTICS",
            "CONFIGURATION", "LIMITS", "EXIT STATUS", "ENVIRONMENT", "EXAMPLES")) {
            assertTrue(text.contains("\n.SH " + section + "\n"), section);
        }
        assertTrue(text.contains(".B 5\nthe input was damaged"), text);
        assertTrue(text.contains("\\fB\\-\\-status\\fP \\fILIST\\fP\n\\fB404\\fP, \\fB5xx\\fP"), "it does not say what stands behind --status");
        assertTrue(text.contains("\n\\fBBYTES_MISSING\\fP\nthe capture lacks") && text.contains("\njq \\-s "), text);
        for (Option option : Option.values()) {
            if (option.group == Option.Group.CHOOSING) assertFalse(text.contains(option.shown().replace("-", "\\-") + "\\fP \\fI" + option.argument + "\\fP\nexchanges that are wanted"));
        }
        assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f));
        assertFalse(text.contains("`") || text.contains("]("), "marks of the README are left");
        if (installed("groff")) assertEquals(List.of(), execute("groff", "-man", "-ww", "-z", page.toString()).lines());
        if (installed("mandoc")) assertEquals(List.of(), execute("mandoc", "-Tlint", "-Werror", page.toString()).lines());
    }
}
