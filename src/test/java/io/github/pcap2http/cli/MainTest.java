package io.github.pcap2http.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airlift.compress.zstd.ZstdInputStream;
import io.github.pcap2http.samples.PcapWriter;
import io.github.pcap2http.samples.PcapngWriter;
import io.github.pcap2http.samples.Samples;
import io.github.pcap2http.samples.Tape;
import io.github.pcap2http.samples.TcpConversation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class MainTest {
    private static final String REQUEST = "GET /a HTTP/1.1\r\nHost: a.test\r\n\r\n";
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    private Path folder;
    private String capture;

    @BeforeEach
    void writeCapture() throws IOException {
        capture = file("two words.pcap", twoExchanges());
    }

    private static byte[] twoExchanges() {
        return TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake()
            .client(REQUEST).server(RESPONSE).client(REQUEST).server(RESPONSE).fin().pcap();
    }

    private String file(String name, byte... bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static Session run(String... args) {
        return new Session().run(args);
    }

    @Test
    void withoutOutputTheLogGoesToStandardOutput() {
        Session session = run(capture, "--utc");
        assertEquals(0, session.status());
        assertEquals(2, session.out().lines().count());
        assertTrue(session.out().lines().allMatch(line -> line.startsWith("2024-01-01 00:00:00.") && line.contains("GET http://a.test/a")), session.out());
        assertEquals("", session.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.har", "a.jsonl", "a.log", "a.replay.json", "a.replay.yaml"})
    void theLastEndingOfANameCompresses(String name) throws IOException {
        Session session = run("-q", "--utc", "-o", path(name), "-o", path(name + ".gz"), "-o", path(name + ".zst"), capture);
        assertEquals(0, session.status(), session.err());
        byte[] plain = Files.readAllBytes(Path.of(path(name)));
        assertArrayEquals(plain, new GZIPInputStream(Files.newInputStream(Path.of(path(name + ".gz")))).readAllBytes());
        assertArrayEquals(plain, new ZstdInputStream(Files.newInputStream(Path.of(path(name + ".zst")))).readAllBytes());
        assertEquals(0, run("-q", "--utc", "-f", "log", "-o", path("b.gz"), capture).status());
        assertTrue(new GZIPInputStream(Files.newInputStream(Path.of(path("b.gz")))).readAllBytes().length > 0);
    }

    @Test
    void onePassWritesSeveralOutputs() throws IOException {
        Session session = run("-o", path("a.har"), "--output=" + path("a.jsonl"), "-o", "-", "-f", "jsonl", capture);
        assertEquals("", session.err());
        assertEquals(0, session.status());
        assertTrue(Files.readString(folder.resolve("a.har")).startsWith("{\"log\":{\"version\":\"1.2\""));
        assertEquals(Files.readString(folder.resolve("a.jsonl")), session.out());
        assertEquals(2, session.out().lines().count());
    }

    @Test
    void readsStandardInput() {
        Session session = new Session().input(twoExchanges()).run("-", "-f", "jsonl");
        assertEquals(0, session.status());
        assertEquals(2, session.out().lines().count());
    }

    @Test
    void aTerminalIsNoCapture() {
        Session session = new Session().terminals().run("-");
        assertEquals(2, session.status());
        assertTrue(session.err().contains("standard input is a terminal") && session.err().contains("tcpdump"), session.err());
    }

    @Test
    void oneVShowsFieldsTwoShowBodies() {
        assertFalse(run(capture).out().contains("Host: a.test"));
        assertTrue(run(capture, "-v").out().contains("> Host: a.test"));
        assertFalse(run(capture, "-v").out().contains("\n  ok"));
        for (String[] twice : List.of(new String[] {"-vv"}, new String[] {"-v", "-v"})) {
            String out = new Session().run(Stream.concat(Stream.of(capture), Arrays.stream(twice)).toArray(String[]::new)).out();
            assertTrue(out.contains("\n  ok"), out);
        }
    }

    @Test
    void maxBodyKeepsLess() {
        assertTrue(run(capture, "-f", "jsonl").out().contains("\"text\":\"ok\""));
        assertFalse(run(capture, "-f", "jsonl", "--max-body", "0").out().contains("\"text\":\"ok\""));
        assertTrue(run(capture, "-f", "jsonl", "--max-body=1").out().contains("\"text\":\"o\""));
    }

    @Test
    void replayFilesAreYamlUnlessTheirNameSaysJson() throws IOException {
        String yaml = run("samples/retry.pcap", "-f", "replay").out();
        assertTrue(yaml.startsWith("# A record of retry.pcap by pcap2http ") && !yaml.contains("delay:"), yaml);
        assertEquals(0, run("samples/retry.pcap", "-o", path("x.replay.json"), "--replay-pace", "--replay-checks").status());
        String json = Files.readString(Path.of(path("x.replay.json")));
        assertTrue(json.startsWith("{") && json.contains("\"delay\" : \"") && json.contains("\"equal\" ]"), json);
    }

    @Test
    void coloursOnlyATerminalThatWantsThem() {
        assertTrue(new Session().terminals().run(capture).out().contains("\033["));
        assertFalse(run(capture).out().contains("\033["));
        assertFalse(new Session().terminals().environment("NO_COLOR", "1").run(capture).out().contains("\033["));
        assertFalse(new Session().terminals().environment("TERM", "dumb").run(capture).out().contains("\033["));
    }

    @Test
    void versionIsALine() {
        Session version = run("--version");
        assertEquals(0, version.status());
        assertTrue(version.out().matches("pcap2http \\S+ \\(Java .*\\)\n"), version.out());
    }

    @Test
    void wrongUsageIsExplainedInALine() throws IOException {
        assertUsage("no capture was named");
        assertUsage("standard input is read alone", capture, "-");
        assertUsage("--follow is for one file", "--follow", "-");
        assertUsage("--summary 'xml' is neither 'text' nor 'json'", "--summary=xml", capture);
        assertUsage("unknown option --outptu; did you mean --output?", "--outptu", "x.har", capture);
        assertUsage("unknown option --outptu; did you mean --output?", "--outptu=x.har", capture);
        assertUsage("unknown option --sum; did you mean --summary?", "--sum", capture);
        assertUsage("unknown option --zebra", "--zebra", "a", capture);
        assertUsage("unknown option -x", "-x", capture);
        assertUsage("option --output needs a value", capture, "-o");
        assertUsage("option --quiet takes no value", "--quiet=yes", capture);
        assertUsage("option --format was given twice", "-f", "har", "-f", "log", capture);
        assertUsage("unknown format 'xml'; there are har, jsonl, log, replay", "-f", "xml", capture);
        assertUsage("--replay-checks is for a replay file", "--replay-checks", "-o", path("x.har"), capture);
        assertUsage("--replay-pace is for a replay file", "--replay-pace", capture);
        assertUsage("does not say what to write; end it in one of .har, .jsonl, .ndjson, .log, .txt, .replay.yaml, .replay.yml, .replay.json", "-o", path("x.out"), capture);
        assertUsage("--output needs a name", "-o", "", capture);
        assertUsage("--max-body '12q' is not a size", "--max-body", "12q", capture);
        assertUsage("--max-body '-1' is not a size", "--max-body=-1", capture);
        assertUsage("--look-ahead 'long' is not a time", "--look-ahead", "long", capture);
        assertUsage("--look-ahead is for proxies", "--look-ahead", "1s", "--proxy", "off", capture);
        assertUsage("--connects 'none' is neither 'all' nor 'some'", "--connects", "none", capture);
        assertUsage("--proxy 'maybe' is neither 'on' nor 'off'", "--proxy", "maybe", capture);
        assertUsage("no such file", "-k", path("none.keys"), capture);
        assertUsage("is not a file", "-k", folder.toString(), capture);
        assertUsage("standard output was given twice", "-o", "-", "-o", "-", capture);
        assertUsage("was given twice", "-o", path("x.har"), "-o", folder + "/./x.har", capture);
        assertUsage("-vv is the most", "-vvv", capture);
        String log = file("capture.log", twoExchanges());
        assertUsage("is the capture itself", "-o", log, log);
        assertArrayEquals(twoExchanges(), Files.readAllBytes(Path.of(log)));
        Path link = Files.createSymbolicLink(folder.resolve("link.log"), Path.of(log));
        assertUsage("is the capture itself", "-o", link.toString(), log);
        String keys = file("keys.log", (byte) '#');
        assertUsage("the output " + keys + " is the file of keys", "-k", keys, "-o", keys, capture);
        assertUsage("the name of a capture is empty", "");
        assertUsage("--config needs the name of a file", "--config", "", capture);
        assertUsage("--keylog needs the name of a file", "-k", "", capture);
    }

    /** JSON lines are written in place: what is read of the same file would be gone. */
    @Test
    void whatStandardInputComesFromIsNotWrittenOver() throws Exception {
        Path lines = folder.resolve("a.jsonl");
        assertEquals(0, run("-o", lines.toString(), capture).status());
        byte[] before = Files.readAllBytes(lines);
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
            Main.class.getName(), "-", "-o", lines.toString()).redirectInput(lines.toFile()).redirectErrorStream(true).start();
        assertEquals("pcap2http: the output " + lines + " is the file that standard input comes from\n",
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(2, process.waitFor());
        assertArrayEquals(before, Files.readAllBytes(lines));
    }

    @Test
    void whatALinkNamesIsMade() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.har"), Path.of("b.har"));
        Files.createSymbolicLink(folder.resolve("b.har"), Path.of("whole.har"));
        assertEquals(0, run("-o", link.toString(), capture).status());
        assertTrue(Files.isSymbolicLink(link) && Files.isRegularFile(folder.resolve("whole.har"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void limitsAreSetByName() throws IOException {
        assertUsage("unknown limit 'conections'; did you mean connections?", "--limit", "conections=3", capture);
        assertUsage("there are head, held, all-held, undecided, waiting, connections, spool", "--limit", "x=3", capture);
        assertUsage("needs a name and a value", "--limit", "head", capture);
        assertUsage("--limit head: '1 parsec' is not a size", "--limit=head=1 parsec", capture);
        assertUsage("--limit waiting: '1k' is not a number", "--limit=waiting=1k", capture);
        assertUsage("--limit connections may be 1 to 10000000", "--limit=connections=0", capture);
        assertUsage("--limit head was given twice", "--limit=head=2k", "--limit=head=3k", capture);
        Session session = run("--limit", "waiting=1", "--limit", "head=2k", "--utc", file("pipelined.pcap", pipelined()));
        assertTrue(session.out().contains("no response"), session.out());
        assertFalse(run("--limit", "waiting=2", "--utc", path("pipelined.pcap")).out().contains("no response"));
    }

    private static byte[] pipelined() {
        return TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake()
            .client(REQUEST + REQUEST).server(RESPONSE + RESPONSE).fin().pcap();
    }

    private static void assertUsage(String expected, String... args) {
        Session session = run(args);
        assertEquals(2, session.status(), session.err());
        assertOneLine(expected, session);
        assertEquals("", session.out());
    }

    private static void assertOneLine(String expected, Session session) {
        assertTrue(session.err().startsWith("pcap2http: ") && session.err().contains(expected), session.err());
        assertEquals(1, session.err().lines().count(), session.err());
    }

    @Test
    void anInputThatFailsIsExplainedInALine() throws IOException {
        assertFailure("no such file", path("none.pcap"));
        assertFailure("is a directory", folder.toString());
        assertFailure("is empty", file("empty.pcap"));
        assertFailure("is a JPEG picture", file("a.jpg", (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0));
        assertFailure("is text", file("a.txt", "just words\n".getBytes(StandardCharsets.US_ASCII)));
        assertFailure("standard input: is empty", "-");
    }

    private static void assertFailure(String expected, String... args) {
        Session session = run(args);
        assertEquals(1, session.status(), session.err());
        assertOneLine(expected, session);
    }

    @Test
    void anOutputThatFailsIsExplainedInALine() {
        assertFailure("there is no directory " + folder.resolve("none"), capture, "-o", path("none/x.har"));
        assertFailure("is a directory", capture, "-o", folder.toString(), "-f", "har");
        Session full = new Session().outputFails(10, "No space left on device").run(capture);
        assertEquals(1, full.status());
        assertOneLine("standard output: writing failed: No space left on device", full);
    }

    @Test
    void whereOneOutputFailsTheOthersAreWhole() throws IOException {
        Session session = new Session().outputFails(10, "No space left on device").run(capture, "-o", "-", "-o", path("others.jsonl"), "-o", path("others.har"));
        assertEquals(1, session.status());
        assertOneLine("standard output: writing failed: No space left on device", session);
        assertEquals(2, Files.readString(folder.resolve("others.jsonl")).lines().count());
        assertEquals(2, Files.readString(folder.resolve("others.har")).split("startedDateTime.*_id").length - 1);
    }

    @Test
    void aFailingInputLeavesOutputsAlone() throws IOException {
        String kept = file("kept.jsonl", "old".getBytes(StandardCharsets.US_ASCII));
        assertFailure("no such file", path("none.pcap"), "-o", kept);
        assertEquals("old", Files.readString(Path.of(kept)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "jsonl", "har"})
    void aClosedPipeEndsTheRunQuietly(String format) {
        for (int after : new int[] {0, 1, 300}) {
            Session session = new Session().outputFails(after, "Broken pipe").run(capture, "-f", format);
            assertEquals("", session.err());
            assertEquals(0, session.status());
        }
        assertEquals(0, new Session().outputFails(0, "Broken pipe").run("--help").status());
    }

    @Test
    void aClosedPipeDoesNotCutOtherOutputs() throws IOException {
        Session session = new Session().outputFails(0, "Broken pipe").run(capture, "-o", "-", "-o", path("whole.jsonl"));
        assertEquals(0, session.status(), session.err());
        assertEquals(2, Files.readString(folder.resolve("whole.jsonl")).lines().count());
    }

    @Test
    void saysWhyNothingWasFound() throws IOException {
        Session session = run(file("none.pcap", new PcapWriter().toBytes()));
        assertEquals(0, session.status());
        assertTrue(session.err().contains("no HTTP exchange was found") && session.err().contains("no packets"), session.err());
        assertEquals("", run(file("none.pcap", new PcapWriter().toBytes()), "-q").err());
    }

    @Test
    void summaryIsPrintedWhenAskedFor() {
        Session session = run(capture, "--summary");
        assertTrue(session.err().contains("1 TCP connection: 1 HTTP/1") && session.err().contains("2 exchanges"), session.err());
    }

    @Test
    void theSummaryAsJson() throws IOException {
        Session session = run("-q", "--summary=json", "-F", "tcp port 80", capture);
        assertEquals(0, session.status());
        JsonNode summary = new ObjectMapper().readTree(session.err());
        assertEquals(2, summary.get("exchanges").asInt());
        assertEquals(10, summary.get("filter").get("passed").asInt());
        assertEquals(1, summary.get("connections").get("protocols").get("HTTP/1").asInt());
        assertEquals("pcap", summary.get("files").get(0).get("format").asString());
        assertEquals(10, summary.get("files").get(0).get("linkTypes").get("1 ETHERNET").asInt());
    }

    @Test
    void noNameInTheSummaryAsJsonIsObeyedByTheTerminal() throws IOException {
        PcapngWriter.Option name = new PcapngWriter.Option(2, "e\u009b31m\u001b[31m".getBytes(StandardCharsets.UTF_8));
        Session session = run(file("odd.pcapng", new PcapngWriter().addInterface(1, name).toBytes()), "--summary=json");
        assertTrue(session.err().strip().chars().allMatch(c -> c >= ' ' && c < 0x7f), session.err());
        assertTrue(new ObjectMapper().readTree(session.err()).toString().contains("\u009b31m"), session.err());
    }

    @Test
    void aCaptureAmongSeveralThatCannotBeReadIsAFailureButNotTheEnd() {
        Session session = run(capture, path("missing.pcap"));
        assertEquals(1, session.status());
        assertEquals(2, session.out().lines().count());
        assertTrue(session.err().contains("missing.pcap: no such file"), session.err());
        assertEquals("pcap2http: 1 of 2 captures could not be read", run(capture, path("missing.pcap"), "-q").err().strip());
    }

    @Test
    void severalCapturesAreOne() throws IOException {
        TcpConversation talk = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake().client(REQUEST);
        byte[] first = talk.pcap();
        byte[] all = talk.server(RESPONSE).pcap();
        byte[] second = Arrays.copyOf(all, 24 + all.length - first.length);   // the header, and what came after the first file
        System.arraycopy(all, first.length, second, 24, all.length - first.length);
        Session session = run(file("ring1", second), file("ring0", first), "--summary");
        assertEquals("", session.out().replaceFirst("(?s).*200 OK.*\n", ""));
        assertTrue(session.err().contains("2 files: 5 packets"), session.err());
        assertFailure("was given twice", capture, capture);
    }

    @Test
    void aFilterThatIsNoneIsShownWithThePlace() {
        Session session = run("-F", "tcp prt 80", capture);
        assertEquals(2, session.status());
        List<String> lines = session.err().lines().toList();
        assertEquals("tcp prt 80", lines.get(1));
        assertEquals("    ^", lines.get(2));
    }

    @Test
    void aFilterThatHidesTrafficIsAnswered() throws IOException {
        byte[] tagged = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").each(packet -> packet.vlan(7)).handshake().client(REQUEST).pcap();
        Session session = run("-F", "tcp port 80", file("tagged.pcap", tagged));
        assertEquals(0, session.status());
        assertTrue(session.err().contains("-F '(tcp port 80) or (vlan and (tcp port 80))'"), session.err());
    }

    @Test
    void whatMakesResultsIncompleteIsSaidUnasked() throws IOException {
        TcpConversation talk = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake().client(REQUEST);
        talk.server("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + "x".repeat(900)).tape().snaplen(120);
        String snapped = file("snapped.pcap", talk.pcap());
        assertOneLine("1 packet captured only in part; tcpdump -s 0 takes them whole", run(snapped));
        assertEquals("", run(snapped, "-q").err());
    }

    @Test
    void duplicatesAreKeptWhenAskedFor() throws IOException {
        Tape tape = new Tape().stepMicros(10);
        TcpConversation one = tape.conversation("192.0.2.1:4000", "192.0.2.2:80").each(packet -> packet.vlan(1));
        TcpConversation copy = tape.conversation("192.0.2.1:4000", "192.0.2.2:80").each(packet -> packet.vlan(2));
        one.syn();
        copy.syn().synAck();
        one.synAck().client(REQUEST);
        copy.client(REQUEST).server(RESPONSE);
        one.server(RESPONSE);
        String twice = file("twice.pcap", tape.pcap());
        assertEquals(1, run(twice).out().lines().count());
        assertEquals(2, run(twice, "--keep-duplicates").out().lines().count());
    }

    @Test
    void damageIsARemarkAndWithStrictAnError() throws IOException {
        byte[] whole = twoExchanges();
        byte[] damaged = Arrays.copyOf(whole, whole.length + 40);
        Arrays.fill(damaged, whole.length, damaged.length, (byte) 0xee);
        String file = file("damaged.pcap", damaged);
        Session lenient = run(file);
        assertEquals(0, lenient.status());
        assertTrue(lenient.err().contains("damaged"), lenient.err());
        assertEquals(5, run(file, "--strict").status());
        assertEquals("", run(file, "--quiet").err());
        assertEquals(2, run(file, "--quiet").out().lines().count());
        String cut = file("cut.pcap", Arrays.copyOf(whole, whole.length - 5));
        assertEquals(0, run(cut, "--strict").status());
    }

    @Test
    void keysAreAcceptedAndNotUsedYet() throws IOException {
        Session session = run(capture, "-k", file("keys", "CLIENT_RANDOM 00 00\n".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(0, session.status());
        assertOneLine("not decrypted yet", session);
    }

    @Test
    void proxyOffLinksNothing() throws IOException {
        String retry = file("retry.pcap", Samples.all().get("retry.pcap"));
        assertTrue(run(retry, "-f", "jsonl").out().contains("\"_proxy\""));
        String off = run(retry, "-f", "jsonl", "--proxy", "off").out();
        assertEquals(4, off.lines().count());
        assertFalse(off.contains("\"_proxy\""));
    }

    @Test
    void connectsAllShowsEach() throws IOException {
        Tape tape = new Tape();
        for (int i = 0; i < 40; i++) tape.conversation("192.0.2.1:" + (5000 + i), "192.0.2.2:80").syn().serverRst();
        String scan = file("scan.pcap", tape.pcap());
        assertEquals(33, run(scan).out().lines().count());
        assertEquals(33, run(scan, "--connects", "some").out().lines().count());
        assertEquals(40, run(scan, "--connects=all").out().lines().count());
    }
}
