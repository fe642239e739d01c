package io.github.pcap2http.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is chosen and checked of a capture that holds three requests through a proxy, with eight attempts for them, by the command line. */
class SelectionTest {
    private static final String CAPTURE = "samples/ats-retry.pcap";

    @TempDir
    private Path folder;

    private static Session run(String... args) {
        return new Session().run(args);
    }

    /** @return names of the exchanges, in the order of the output */
    private static List<String> ids(String... args) {
        String[] all = new String[args.length + 3];
        all[0] = CAPTURE;
        all[1] = "-f";
        all[2] = "jsonl";
        System.arraycopy(args, 0, all, 3, args.length);
        Session session = run(all);
        assertEquals(0, session.status(), session.err());
        return Pattern.compile("\"_id\":\"([^\"]+)\"").matcher(session.out()).results().map(match -> match.group(1)).toList();
    }

    @Test
    void familiesComeAlongInTheirOrder() {
        List<String> all = ids();
        assertEquals(11, all.size());
        List<String> failed = ids("--status", "502");
        assertEquals(all.subList(4, 7), failed);
        assertEquals(failed, ids("--url", "*/order*"));
        assertEquals(all, ids("--status", "none"), "each request has an attempt without a response");
        assertEquals(List.of(all.get(4)), ids("--status", "5xx", "--alone"));
        assertEquals(6, ids("--status", "none", "--alone").size());
        assertEquals(all.subList(7, 11), ids("--id", all.get(9)));
        assertEquals(all, ids("--threads", "1", "--body", "."), "as with several threads");
    }

    @Test
    void nothingChosenIsSaidSo() {
        Session session = run(CAPTURE, "--host", "nowhere.test");
        assertEquals(0, session.status());
        assertEquals("pcap2http: none of the 11 exchanges was chosen\n", session.err());
        assertEquals("", session.out());
        String page = run(CAPTURE, "--host", "nowhere.test", "-f", "markdown").out();
        assertTrue(page.contains("**There are no HTTP exchanges.**\n- `none of the 11 exchanges was chosen`"), page);
    }

    @Test
    void aBrokenAssertionIsStatusFour() throws IOException {
        Path report = folder.resolve("junit.xml");
        Session session = run("-q", CAPTURE, "--utc", "--fail-on", "status>=500", "--fail-on", "count==0", "--fail-on", "retries>1", "--report", report.toString());
        assertEquals(4, session.status());
        List<String> lines = session.err().lines().toList();
        assertEquals(2, lines.size(), session.err());
        assertTrue(lines.get(0).startsWith("pcap2http: assertion failed: status>=500: 1 of 11 exchanges: "), session.err());
        assertTrue(lines.get(1).startsWith("pcap2http: assertion failed: retries>1: 2 of 11 exchanges: "), session.err());
        String xml = Files.readString(report);
        assertTrue(xml.contains("tests=\"3\" failures=\"2\"") && xml.contains("POST http://shop.test/order -&gt; 502"), xml);
        assertEquals(11, session.out().lines().count(), "the outputs are whole all the same");
    }

    @Test
    void aReportAppearsWhenItIsWhole() throws IOException {
        Path report = Files.writeString(folder.resolve("junit.xml"), "of the run before");
        Session failing = new Session().outputFails(0, "No space left on device").run(CAPTURE, "--fail-on", "failed", "--report", report.toString());
        assertEquals(1, failing.status());
        assertTrue(Files.readString(report).contains("errors=\"1\""), "what was not written out is not passed off as checked");
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(report), files.toList(), "nothing else stays");
        }
        Session missing = run(CAPTURE, folder.resolve("none.pcap").toString(), "--fail-on", "count==0", "--report", report.toString());
        assertEquals(1, missing.status());
        assertTrue(Files.readString(report).contains("<error message=\"1 of 2 captures could not be read\""), Files.readString(report));
        Session standard = run("-q", CAPTURE, "-o", folder.resolve("a.har").toString(), "--fail-on", "failed", "--report", "-");
        assertTrue(standard.out().startsWith("<?xml") && standard.out().endsWith("</testsuites>\n"), standard.out());
        assertEquals(4, standard.status());
    }

    /** A job that runs out of time is terminated: what was read until then is judged, and the report says that it is not all. */
    @Test
    void aRunThatIsTerminatedReports() throws Exception {
        Path report = folder.resolve("junit.xml");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
            Main.class.getName(), "-", "-f", "jsonl", "--proxy", "off", "--fail-on", "status>=500", "--report", report.toString()).start();
        try (OutputStream in = process.getOutputStream(); BufferedReader out = process.inputReader(); BufferedReader err = process.errorReader()) {
            in.write(Files.readAllBytes(Path.of(CAPTURE)));
            in.flush();
            for (String line = out.readLine(); !line.contains("\"status\":502"); line = out.readLine()) assertTrue(line.startsWith("{"), line);
            process.toHandle().destroy();
            List<String> lines = err.lines().toList();
            assertEquals(143, process.waitFor());
            assertTrue(lines.get(0).startsWith("pcap2http: interrupted; what was complete has been written, "), lines.toString());
            assertTrue(lines.get(1).startsWith("pcap2http: assertion failed: status>=500: 1 of "), lines.toString());
            assertEquals(2, lines.size(), lines.toString());
            String xml = Files.readString(report);
            assertTrue(xml.contains("tests=\"2\" failures=\"1\" errors=\"1\"") && xml.contains("<error message=\"interrupted\""), xml);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theSummaryTellsNoSecrets() {
        for (String kind : List.of("text", "json")) {
            Session session = run("-q", CAPTURE, "--summary=" + kind, "--redact-rule", "query:id");
            assertEquals(0, session.status());
            assertTrue(session.err().contains("GET http://shop.test/cart?id=REDACTED"), session.err());
            assertFalse(session.err().contains("id=7") || session.err().contains("id=8"), session.err());
        }
        Session hashed = run("-q", CAPTURE, "--summary=text", "-f", "jsonl", "--redact=hash", "--redact-rule", "query:id");
        String first = Pattern.compile("cart\\?id=[^ \"]+").matcher(hashed.out()).results().findFirst().orElseThrow().group();
        assertTrue(hashed.err().contains(first), hashed.err());
    }

    @Test
    void aMessageIsOneLine() {
        Session session = run("-q", CAPTURE, "--fail-on", "failed\n  or count(failed)>0", "-o", folder.resolve("a.har").toString());
        assertEquals(2, session.status());
        Session broken = run("-q", CAPTURE, "--fail-on", "failed\n  or no-response", "-o", folder.resolve("a.har").toString());
        assertEquals(4, broken.status());
        assertEquals(1, broken.err().lines().count(), broken.err());
    }

    @Test
    void whoStopsReadingDoesNotEndTheCheck() {
        assertEquals(4, new Session().outputFails(0, "Broken pipe").run("-q", CAPTURE, "--fail-on", "status>=500").status());
        assertEquals(0, new Session().outputFails(0, "Broken pipe").run("-q", CAPTURE, "--fail-on", "count<11").status());
    }

    @Test
    void assertionsSpeakOfWhatWasChosenItself() {
        assertEquals(0, run(CAPTURE, "--status", "502", "--fail-on", "count!=1").status());
        assertEquals(0, run(CAPTURE, "--fail-on", "count!=11").status());
        assertEquals(4, run("-q", CAPTURE, "--host", "nowhere.test", "--fail-on", "count==0").status());
    }

    @Test
    void wrongUsageIsExplained() throws IOException {
        assertUsage("--status '6yy' is no status; write 404", "--status", "6yy");
        assertUsage("--since 'noon' is no time; write +30s", "--since", "noon");
        assertUsage("--alone is for chosen exchanges", "--alone");
        assertUsage("--report is for assertions", "--report", "x.xml");
        assertUsage("the report and the log are both for standard output", "--fail-on", "failed", "--report", "-");
        assertUsage("--report needs the name of a file", "--fail-on", "failed", "--report", "");
        assertUsage("--bodies needs the name of a directory", "--bodies", "");
        assertUsage("--body is for bodies, and --max-body 0 keeps none", "--body", "x", "--max-body", "0");
        assertUsage("--bodies is for bodies, and --max-body 0 keeps none", "--bodies", "b", "--max-body", "0");
        assertUsage("standard output was given twice", "-o", "-", "--fail-on", "failed", "--report", "-");
        assertUsage("statsu>1\n^\nthere is nothing named 'statsu'; did you mean status?", "--fail-on", "statsu>1");
        Path copy = Files.copy(Path.of(CAPTURE), folder.resolve("c.pcap"));
        Session overwriting = run(copy.toString(), "--fail-on", "failed", "--report", copy.toString());
        assertEquals(2, overwriting.status());
        assertTrue(overwriting.err().contains("is the capture itself"), overwriting.err());
        Session nowhere = run(CAPTURE, "-o", folder.resolve("a.har").toString(), "--fail-on", "failed", "--report", folder.resolve("none/junit.xml").toString());
        assertEquals(1, nowhere.status());
        assertTrue(nowhere.err().contains("there is no directory"), nowhere.err());
        assertFalse(Files.exists(folder.resolve("a.har")));
    }

    @Test
    void packetsWithoutSecrets() throws IOException {
        byte[] shop = Files.readAllBytes(Path.of("samples/shop.pcapng"));
        Path packets = folder.resolve("shop.pcapng");
        Path har = folder.resolve("shop.har");
        Session session = new Session().input(shop).run("-", "--redact", "--url", "*/cart*", "--threads", "2", "-o", packets.toString(), "-o", har.toString());
        assertEquals(0, session.status(), session.err());
        Session again = run(packets.toString(), "-f", "jsonl");
        assertEquals(2, again.out().lines().count(), again.out());
        assertTrue(again.out().contains("sid=xxxx\"") && !again.out().contains("4711"), again.out());
        assertTrue(Files.readString(har).contains("sid=REDACTED"), "other outputs are as ever");
        assertEquals(0, run("samples/shop.pcapng", "--redact=hash", "-o", "-", "-f", "pcapng").status());
    }

    private static void assertUsage(String message, String... args) {
        String[] all = new String[args.length + 1];
        all[0] = CAPTURE;
        System.arraycopy(args, 0, all, 1, args.length);
        Session session = run(all);
        assertEquals(2, session.status(), session.err());
        assertTrue(session.err().contains(message), session.err());
    }
}
