package io.github.pcap2http.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The executable, wherever it lies and however it is called: what it gives does not depend on that. */
@Timeout(120)
class LauncherIT {
    private static final Path BUILT = Path.of(System.getProperty("executable"));
    private static final Path SAMPLE = Path.of("samples/retry.pcap").toAbsolutePath();

    @TempDir
    private Path directory;

    private record Ran(int status, String out, String err) { }

    private Ran run(Map<String, String> environment, Path in, Object... command) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        List<String> words = new ArrayList<>();
        for (Object word : command) words.add(word.toString());
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.redirectInput(in == null ? new File("/dev/null") : in.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(name -> name.startsWith("PCAP2HTTP") || name.equals("_JAVA_OPTIONS") || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
        return new Ran(process.waitFor(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    private Ran run(Object... command) throws IOException, InterruptedException {
        return run(Map.of(), null, command);
    }

    private String expected() throws IOException, InterruptedException {
        Ran ran = run(BUILT, SAMPLE, "-f", "jsonl");
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().startsWith("{\"startedDateTime\""), ran.out());
        return ran.out();
    }

    @Test
    void movedWithItsArchive() throws Exception {
        Path moved = Files.copy(BUILT, directory.resolve("moved here"));
        Files.copy(archive(BUILT), archive(moved));
        assertEquals(new Ran(0, expected(), run(BUILT, SAMPLE, "-f", "jsonl").err()), run(moved, SAMPLE, "-f", "jsonl"));
    }

    private static Path archive(Path executable) {
        return executable.resolveSibling(executable.getFileName() + ".jsa");
    }

    @Test
    void withoutItsArchive() throws Exception {
        Path moved = Files.copy(BUILT, directory.resolve("moved"));
        assertEquals(expected(), run(moved, SAMPLE, "-f", "jsonl").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no archive at all"})
    void withAnArchiveThatIsNone(String content) throws Exception {
        Path moved = Files.copy(BUILT, directory.resolve("moved"));
        Files.writeString(archive(moved), content);
        Ran ran = run(moved, SAMPLE, "-f", "jsonl");
        assertEquals(expected(), ran.out());
        assertFalse(ran.err().contains("archive"), ran.err());
    }

    @Test
    void throughLinksAndThePath() throws Exception {
        Path links = Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(links.resolve("one"), Path.of("../two"));
        Files.createSymbolicLink(directory.resolve("two"), BUILT);
        String path = links + File.pathSeparator + System.getenv("PATH");
        assertEquals(expected(), run(Map.of("PATH", path), null, "sh", "-c", "one '" + SAMPLE + "' -f jsonl").out());
    }

    @Test
    void fromAPipe() throws Exception {
        assertEquals(expected(), run(Map.of(), null, "sh", "-c", "cat '" + SAMPLE + "' | '" + BUILT + "' - -f jsonl | cat").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-Xmx64m -XX:+UseParallelGC", "-XX:+UseG1GC"})
    void anotherCollector(String options) throws Exception {
        assertEquals(expected(), run(Map.of("PCAP2HTTP_JAVA_OPTS", options), null, BUILT, SAMPLE, "-f", "jsonl").out());
    }

    @Test
    void namesAreTakenAsTheyAre() throws Exception {
        Path odd = Files.copy(SAMPLE, directory.resolve("a  b*'\"$(x)\n-o.pcap"));
        assertEquals(expected(), run(BUILT, odd, "-f", "jsonl").out());
        Path minus = Files.copy(SAMPLE, directory.resolve("-i.pcap"));
        assertEquals(expected(), run(BUILT, "-f", "jsonl", "--", minus.getFileName()).out());
    }

    @Test
    void statusAndStreamsPass() throws Exception {
        Ran ran = run(BUILT, "--no-such-option");
        assertEquals(2, ran.status());
        assertEquals("", ran.out());
        assertTrue(ran.err().startsWith("pcap2http: "), ran.err());
    }

    @Test
    void moreOptionsForTheVirtualMachine() throws Exception {
        Ran ran = run(Map.of("PCAP2HTTP_JAVA_OPTS", "-Xmx64m -XX:+PrintFlagsFinal"), null, BUILT, "--version");
        assertEquals(0, ran.status());
        assertTrue(Pattern.compile("MaxHeapSize +:?= 67108864 ").matcher(ran.out() + ran.err()).find(), ran.err());
    }

    @Test
    void withoutJava() throws Exception {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : new String[] {"sh", "readlink", "wc", "stty"}) {
            Path script = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + run("sh", "-c", "command -v " + tool).out().strip() + " \"$@\"\n");
            assertTrue(script.toFile().setExecutable(true));
        }
        Ran ran = run(Map.of("PATH", tools.toString(), "JAVA_HOME", "/nowhere"), null, BUILT, SAMPLE);
        assertEquals(127, ran.status());
        assertEquals(List.of("pcap2http: no Java found; install Java 17 or newer, or set JAVA_HOME"), ran.err().lines().toList());
    }
}
