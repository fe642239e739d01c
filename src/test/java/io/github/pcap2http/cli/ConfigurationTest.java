package io.github.pcap2http.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    private static final Path EXAMPLE = Path.of("samples/pcap2http.yaml");

    @TempDir
    private Path folder;

    private Arguments read(String yaml, String... more) throws IOException, UsageException {
        Path file = Files.writeString(folder.resolve("c.yaml"), yaml);
        List<String> all = new ArrayList<>(List.of("--config", file.toString()));
        all.addAll(Arrays.asList(more));
        return Arguments.parse(all.toArray(String[]::new));
    }

    private void assertWrong(String expected, String yaml) {
        UsageException e = assertThrows(UsageException.class, () -> read(yaml, "x.pcap"));
        String name = folder.resolve("c.yaml").toString();
        assertEquals(expected, e.getMessage().replace(name, "c.yaml").lines().findFirst().orElseThrow());
    }

    @Test
    void saysWhatTheCommandLineCanSay() throws Exception {
        Arguments arguments = read("""
            captures: [a.pcap, b.pcap]
            output:
              - out.har
              - out.log
            verbose: 2
            utc: true
            strict: false
            max-body: 100k
            threads: 3
            look-ahead: 5
            proxy: on
            summary: json
            limit: {head: 2k, waiting: 7}
            """);
        assertEquals(List.of("a.pcap", "b.pcap"), arguments.captures());
        assertEquals(List.of("out.har", "out.log"), arguments.outputs());
        assertEquals(2, arguments.verbosity());
        assertTrue(arguments.utc());
        assertFalse(arguments.strict());
        assertEquals(102_400, arguments.maxBody());
        assertEquals(3, arguments.threads());
        assertEquals(5_000_000_000L, arguments.lookAhead());
        assertEquals(Arguments.Report.JSON, arguments.summary());
        assertEquals(List.of(new Limit.Setting(Limit.HEAD, 2048), new Limit.Setting(Limit.WAITING, 7)), arguments.limits());
        assertEquals(List.of("one.har"), read("output: one.har", "x.pcap").outputs());
        assertEquals(List.of(), read("# nothing", "x.pcap").outputs());
    }

    @Test
    void theCommandLineWins() throws Exception {
        String yaml = """
            captures: a.pcap
            output: [a.har, b.har]
            verbose: 2
            utc: true
            limit: {head: 2k, waiting: 7}
            """;
        Arguments arguments = read(yaml, "-o", "c.har", "-v", "--no-utc", "--limit", "waiting=9", "b.pcap");
        assertEquals(List.of("b.pcap"), arguments.captures());
        assertEquals(List.of("c.har"), arguments.outputs());
        assertEquals(1, arguments.verbosity());
        assertFalse(arguments.utc());
        assertEquals(List.of(new Limit.Setting(Limit.WAITING, 9), new Limit.Setting(Limit.HEAD, 2048)), arguments.limits());
    }

    @Test
    void theCommandLineTakesBackWhatNeedsNoValue() throws Exception {
        String yaml = "redact: hash\nredact-rule: 'query:q'\nsummary: true\nfailed: true\nverbose: 2\n";
        Arguments all = read(yaml, "a.pcap");
        assertNotNull(all.redaction());
        Arguments none = read(yaml, "--no-redact", "--no-summary", "--no-failed", "--no-verbose", "a.pcap");
        assertNull(none.redaction());
        assertNull(none.summary());
        assertNull(none.selection());
        assertEquals(0, none.verbosity());
        assertNotNull(read(yaml, "--redact-rule", "query:r", "a.pcap").redaction());
    }

    @Test
    void whatIsWrongIsShownWithItsPlace() {
        assertWrong("c.yaml:2:1: unknown option 'ouput'; did you mean output?", "utc: true\nouput: x.har\n");
        assertWrong("c.yaml:1:1: unknown option 'zzzzzz'", "zzzzzz: 1\n");
        assertWrong("c.yaml:1:1: --config is for the command line only", "config: b.yaml\n");
        assertWrong("c.yaml:2:1: option utc is there twice", "utc: true\nutc: true\n");
        assertWrong("c.yaml:1:6: utc is true or false", "utc: 'yes'\n");
        assertWrong("c.yaml:1:10: verbose is a number: 0, 1 or 2", "verbose: very\n");
        assertWrong("c.yaml:1:10: -vv is the most there is to see", "verbose: 3\n");
        assertWrong("c.yaml:1:10: threads is a number", "threads: two\n");
        assertWrong("c.yaml:1:9: format is one value and no list", "format: [har, log]\n");
        assertWrong("c.yaml:2:3: filter is a value and no mapping; text with a colon in it is written in quotes", "filter:\n  tcp: 80\n");
        assertWrong("c.yaml:1:8: format has no value", "format:\n");
        assertWrong("c.yaml:1:9: format is text and not true or false; if the word is meant, put it in quotes", "format: true\n");
        assertWrong("c.yaml:1:11: --max-body '12q' is not a size; write bytes or a unit: 0, 100k, 64M, 1.5GiB", "max-body: 12q\n");
        assertWrong("c.yaml:3:8: unknown limit 'hed'; did you mean head?", "limit:\n  waiting: 3\n  hed: 3\n");
        assertWrong("c.yaml:2:3: --keylog none.keys: no such file", "keylog:\n- none.keys\n");
        assertWrong("c.yaml:1:1: options were expected, such as 'max-body: 1M'", "- utc\n");
        assertWrong("c.yaml:2:10: aliases are not followed", "format: &f har\nsummary: *f\n");
        assertWrong("c.yaml:3:1: there is a second document", "utc: true\n---\nstrict: true\n");
        assertWrong("c.yaml:1:9: text that begins with '!' is written in quotes", "status: !404\n");
        assertWrong("c.yaml:2:8: text that begins with '!' is written in quotes", "host: [a,\n  bcd, !x y]\n");
        assertWrong("c.yaml:2:8: this is no YAML: while scanning an alias, unexpected character found .(46); text that begins with '*' is written in quotes",
            "utc: true\nhost: *.test\n");
        assertWrong("c.yaml:1:6: this is no YAML: while scanning for the next token, found character '@' that cannot start any token."
            + " (Do not use @ for indentation); text that begins with '@' is written in quotes", "url: @x\n");
        UsageException broken = assertThrows(UsageException.class, () -> read("utc: true\nfilter: }", "x.pcap"));
        assertTrue(broken.getMessage().contains("c.yaml:2:") && broken.getMessage().contains("this is no YAML: "), broken.getMessage());
        UsageException binary = assertThrows(UsageException.class, () -> read("utc: true\u0000", "x.pcap"));
        assertTrue(binary.getMessage().contains("this is no YAML: special characters are not allowed"), binary.getMessage());
        Session missing = new Session().run("--config", "none.yaml", "x.pcap");
        assertEquals(2, missing.status());
        assertEquals("pcap2http: --config none.yaml: no such file\n", missing.err());
    }

    @Test
    void aFileIsTextAndNotTooLong() throws Exception {
        assertTrue(read("\ufeffutc: true\n", "x.pcap").utc(), "a byte order mark is no part of it");
        Path file = Files.write(folder.resolve("d.yaml"), "utc: true\n".getBytes(StandardCharsets.UTF_16));
        UsageException e = assertThrows(UsageException.class, () -> Arguments.parse("--config", file.toString(), "x.pcap"));
        assertEquals("--config " + file + " is not in UTF-8", e.getMessage());
        UsageException larger = assertThrows(UsageException.class, () -> read("#".repeat((1 << 20) + 1), "x.pcap"));
        assertTrue(larger.getMessage().endsWith("is larger than 1 MiB"), larger.getMessage());
        read("#".repeat(1 << 20), "x.pcap");
    }

    @Test
    void rulesHaveNamesAndOptionalValuesMayBeTrue() throws Exception {
        Given given = CommandWords.read("--config", Files.writeString(folder.resolve("c.yaml"), """
            redact: true
            summary: false
            redact-rule:
              tenant: header:X-Tenant
              mail: "json:/user/email"
            """).toString());
        Configuration.addTo(given);
        assertEquals("mask", given.text(Option.REDACT));
        assertFalse(given.has(Option.SUMMARY));
        assertEquals(List.of("header:X-Tenant", "json:/user/email"), given.texts(Option.REDACT_RULE));
        UsageException e = assertThrows(UsageException.class, () -> read("redact-rule:\n  bad: heder:X\n", "x.pcap"));
        assertTrue(e.getMessage().contains("c.yaml:2:8: --redact-rule 'heder:X'"), e.getMessage());
    }

    @Test
    void theExampleIsAccepted() throws Exception {
        Arguments arguments = Arguments.parse("--config", EXAMPLE.toString(), "x.pcap");
        assertEquals(List.of("x.pcap"), arguments.captures());
    }

    @Test
    void theExampleShowsEveryOptionAndAllOfItsCommentsAreRight() throws Exception {
        String example = Files.readString(EXAMPLE);
        for (Option option : Option.values()) {
            if (option.onlyTyped()) continue;
            Matcher lines = Pattern.compile("(?m)^#?(" + option.word + ":.*(?:\n#?  .*)*)").matcher(example);
            assertTrue(lines.find(), option.word);
            String yaml = lines.group(1).replaceAll("(?m)^#", "");
            Path file = Files.writeString(folder.resolve("one.yaml"), yaml);
            Given given = CommandWords.read("--config", file.toString());
            Configuration.addTo(given);
            assertTrue(given.settled(option) || yaml.contains("false"), yaml);
        }
    }
}
