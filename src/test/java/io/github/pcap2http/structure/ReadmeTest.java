package io.github.pcap2http.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.output.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says must be so. */
class ReadmeTest {
    private final String readme = read("README.md");

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertSays(String text) {
        assertTrue(readme.contains(text), () -> "README.md lacks: " + text);
    }

    @Test
    void showsTheExampleThatIsCompiled() {
        String example = read("src/test/java/io/github/pcap2http/example/SlowRequests.java");
        assertSays("```java\n" + example.substring(example.indexOf("import ")) + "```");
    }

    @Test
    void listsEveryCode() {
        for (Code code : Code.values()) assertSays("| `" + code + "` | " + code.meaning() + " | " + code.rule() + " |");
    }

    @Test
    void listsEveryOutcomeAndFormat() {
        for (Outcome outcome : Outcome.values()) assertSays("`" + outcome.word() + "`");
        for (Format format : Format.values()) {
            assertSays("`" + format.word() + "`");
            for (String ending : format.endings()) assertSays("`" + ending + "`");
        }
    }

    @Test
    void listsEveryFieldOfOurOwn() throws IOException {
        List<String> missing = new ArrayList<>();
        try (var files = Files.list(Path.of("src/main/java/io/github/pcap2http/output"))) {
            for (Path file : files.toList()) {
                Pattern.compile("\"(_[a-zA-Z]+)\"").matcher(Files.readString(file)).results().map(m -> m.group(1))
                    .filter(field -> !readme.matches("(?s).*[`.]" + field + "`.*")).forEach(missing::add);
            }
        }
        assertEquals(List.of(), missing);
    }
}
