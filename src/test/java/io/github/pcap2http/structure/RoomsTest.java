package io.github.pcap2http.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plan of the house: rooms in the order of the data, imports one way only, and no I/O in the core. */
class RoomsTest {
    private static final Path ROOT = Path.of("src/main/java/io/github/pcap2http");
    /** The root package, the library's face, stands between the pipeline and the command line. */
    private static final String FACE = "pcap2http";
    private static final List<String> ORDER = List.of("bytes", "typed", "coding", "exchange", "live", "capture", "filter", "packet", "dissect", "stream", "tcp", "http1",
        "tls", "proxyprotocol", "socks", "flow", "correlate", "choose", "check", "redact", "harfile", "output", "blot", "slice", "view", "run", FACE, "cli");
    private static final Set<String> CORE = Set.of("bytes", "typed", "coding", "exchange", "packet", "dissect", "stream", "tcp", "http1", "tls",
        "proxyprotocol", "socks", "flow", "correlate", "choose", "check", "redact", "harfile");
    private static final Pattern IMPORT = Pattern.compile("import (?:static )?io\\.github\\.pcap2http\\.(\\w+)");
    private static final Pattern IMPURE = Pattern.compile("java\\.nio\\.(file|channels)|java\\.io\\.File|java\\.net\\.|java\\.util\\.logging|"
        + "java\\.util\\.concurrent|\\bThread\\b|System\\.(out|err|in|nanoTime|currentTimeMillis|getenv|getProperty)|Instant\\.now|LocalDateTime\\.now");

    @Test
    void noRoomImportsALaterOne() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            int here = ORDER.indexOf(room(file));
            assertTrue(here >= 0, () -> "a room that is not in the plan: " + file);
            IMPORT.matcher(Files.readString(file)).results().map(m -> m.group(1)).forEach(name -> {
                int there = ORDER.indexOf(Character.isUpperCase(name.charAt(0)) ? FACE : name);
                if (there < 0 || there > here) wrong.add(file + " imports " + name);
            });
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theCoreDoesNoInputOrOutput() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            if (!CORE.contains(room(file))) continue;
            String code = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "");
            IMPURE.matcher(code).results().forEach(m -> wrong.add(file + ": " + m.group()));
        }
        assertEquals(List.of(), wrong);
    }

    /** Native code is loaded by who listens to a network, and by nobody else. */
    @Test
    void oneRoomKnowsLibpcap() throws IOException {
        for (Path file : sources()) {
            boolean known = Pattern.compile("org\\.pcap4j|com\\.sun\\.jna").matcher(Files.readString(file)).find();
            assertTrue(!known || room(file).equals("live"), file::toString);
        }
    }

    @Test
    void everyRoomSaysWhatItIsFor() throws IOException {
        for (String room : ORDER) {
            Path description = (room.equals(FACE) ? ROOT : ROOT.resolve(room)).resolve("package-info.java");
            assertTrue(Files.exists(description) && Files.readString(description).contains("/**"), () -> description + " is missing");
        }
    }

    @Test
    void noNamesThatSayNothing() throws IOException {
        Pattern empty = Pattern.compile(".*(Util|Utils|Manager|Helper|Impl)\\.java|Abstract.*\\.java");
        for (Path file : sources()) assertFalse(empty.matcher(file.getFileName().toString()).matches(), file::toString);
    }

    private static String room(Path file) {
        return file.getParent().getFileName().toString();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> sources = files.filter(f -> f.toString().endsWith(".java")).toList();
            assertTrue(sources.size() > 50, "sources not found");
            return sources;
        }
    }
}
