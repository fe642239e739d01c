package io.github.pcap2http.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.samples.PcapWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that is read while it grows. */
@Timeout(60)
class FollowTest {
    private static final long TIME = 1_700_000_000_000_000_000L;
    private static final byte[] FILE = new PcapWriter().packet(TIME, new byte[10]).packet(TIME, new byte[20]).packet(TIME, new byte[30]).toBytes();
    private static final int FIRST = 24 + 16 + 10;   // where the first packet ends

    @TempDir
    private Path folder;
    private Path file;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private volatile Capture capture;
    private Thread reader;

    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("growing.pcap");
        write(0, FIRST);
        reader = new Thread(this::read, "reader");
        reader.start();
    }

    @AfterEach
    void end() throws Exception {
        if (capture != null) capture.close();
        reader.join(10_000);
        assertFalse(reader.isAlive());
    }

    private void read() {
        try {
            capture = Capture.follow(file);
            for (Packet p = capture.next(); p != null; p = capture.next()) events.add("packet of " + p.length());
            events.add("end");
        } catch (IOException e) {
            events.add(e.getMessage());
        }
    }

    private void write(int from, int to) throws IOException {
        Files.write(file, Arrays.copyOfRange(FILE, from, to), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String event() throws InterruptedException {
        return events.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void packetsAreGivenAsTheyAreWrittenAlsoPieceByPiece() throws Exception {
        assertEquals("packet of 10", event());
        write(FIRST, FIRST + 20);
        assertNull(events.poll(200, TimeUnit.MILLISECONDS));   // a part of a packet is none
        write(FIRST + 20, FIRST + 36);
        assertEquals("packet of 20", event());
        write(FIRST + 36, FILE.length);
        assertEquals("packet of 30", event());
        assertNull(events.poll(200, TimeUnit.MILLISECONDS));
        capture.close();
        assertEquals("end", event());
        assertEquals(List.of(), capture.remarks());
    }

    @Test
    void anInterruptIsTheEnd() throws Exception {
        assertEquals("packet of 10", event());
        reader.interrupt();
        assertEquals("end", event());
        assertEquals(List.of(), capture.remarks());
    }

    @Test
    void aFileThatIsReplacedIsReadToItsEnd() throws Exception {
        assertEquals("packet of 10", event());
        Files.write(folder.resolve("new"), FILE);
        write(FIRST, FIRST + 36);
        Files.move(folder.resolve("new"), file, StandardCopyOption.REPLACE_EXISTING);
        assertEquals("packet of 20", event());
        assertEquals("end", event());
        assertEquals(List.of(file + ": was replaced by another file; read to its end"), capture.remarks());
    }

    @Test
    void aFileThatIsRemoved() throws Exception {
        assertEquals("packet of 10", event());
        Files.delete(file);
        assertEquals("end", event());
        assertTrue(capture.remarks().get(0).contains("was removed"));
    }

    @Test
    void aFileThatIsCut() throws Exception {
        assertEquals("packet of 10", event());
        Files.write(file, new byte[3]);
        assertEquals("end", event());
        assertTrue(capture.remarks().get(0).contains("has become shorter"));
        assertFalse(capture.damaged());
    }
}
