package io.github.pcap2http.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.CaptureFacts;
import io.github.pcap2http.capture.Packet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How captures end, and that they are whole files then; with interfaces and a clock of the test's. The clock begins at 1000 milliseconds. */
class LiveCaptureTest {
    private final FakeClock clock = new FakeClock();
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();
    private final List<String> troubles = new ArrayList<>();
    private LiveCapture live;

    private static LiveOptions options(long nanos, long packets) {
        return new LiveOptions(List.of("a"), "tcp", 1000, 1 << 20, true, false, null, nanos, packets);
    }

    private LiveCapture capture(LiveOptions options, OutputStream kept, Tap... taps) {
        live = new LiveCapture(List.of(taps), options, kept, troubles::add, clock);
        return live;
    }

    /** @return packets as {@code interface:text}, in their order */
    private List<String> read(LiveCapture capture) throws IOException {
        List<String> packets = new ArrayList<>();
        try (Capture reading = Capture.open(capture, "live")) {
            for (Packet packet = reading.next(); packet != null; packet = reading.next()) {
                packets.add(packet.interfaceName() + ":" + new String(packet.array(), packet.offset(), packet.length(), StandardCharsets.US_ASCII));
            }
            assertEquals(List.of(), reading.remarks());
            CaptureFacts.Interface first = reading.facts().get(0).interfaces().get(0);
            assertEquals("tcp", first.filter());
            assertEquals(7, first.dropped());
        }
        return packets;
    }

    private FakeTap three(String name) {
        return new FakeTap(name, clock).packet(1010, 20, "one").packet(1100, 20, "two").packet(1200, 20, "three");
    }

    @Test
    void endsAfterSoManyPackets() throws IOException {
        FakeTap tap = three("a");
        assertEquals(List.of("a:one", "a:two"), read(capture(options(Long.MAX_VALUE, 2), null, tap)));
        assertTrue(tap.closed);
        assertEquals(List.of(new Counts("a", 2, 9, 7, 0)), live.counts());
    }

    @Test
    void endsAfterSomeTimeWithAllThatCameUntilThen() throws IOException {
        FakeTap tap = new FakeTap("a", clock).packet(1099, 20, "in time").packet(1102, 5, "late");
        assertEquals(List.of("a:in time"), read(capture(options(100_000_000, Long.MAX_VALUE), null, tap)));
    }

    @Test
    void endsWhenItIsAskedToWithAllThatCameUntilThen() throws IOException {
        LiveCapture capture = capture(options(Long.MAX_VALUE, Long.MAX_VALUE), null, three("a"));
        clock.at(1105, capture::stop);
        assertEquals(List.of("a:one", "a:two"), read(capture));
    }

    @Test
    void packetsOfSeveralInterfacesComeInTheOrderOfTime() throws IOException {
        FakeTap a = new FakeTap("a", clock).packet(1010, 20, "1").packet(1030, 20, "4");
        FakeTap b = new FakeTap("b", clock).packet(1011, 0, "2").packet(1012, 0, "3").packet(1031, 0, "5");
        assertEquals(List.of("a:1", "b:2", "b:3", "a:4", "b:5"), read(capture(options(Long.MAX_VALUE, 5), null, a, b)));
    }

    @Test
    void aPacketWaitsNoLongerThanTheKernelDoes() throws IOException {
        FakeTap silent = new FakeTap("b", clock);
        LiveCapture capture = capture(options(Long.MAX_VALUE, 1), null, new FakeTap("a", clock).packet(1010, 20, "1"), silent);
        assertEquals(List.of("a:1"), read(capture));
        assertTrue(clock.today() <= 1060_000_000L, () -> "ended at " + clock.today());
    }

    @Test
    void anInterfaceThatGoesAwayEndsOnlyItself() throws IOException {
        FakeTap a = three("a").goneAt(1150);
        FakeTap b = three("b").goneAt(1300);
        assertEquals(List.of("a:one", "b:one", "a:two", "b:two", "b:three"), read(capture(options(Long.MAX_VALUE, Long.MAX_VALUE), null, a, b)));
        assertEquals(List.of("a: gone", "b: gone"), troubles);
        assertTrue(live.broken());
    }

    @Test
    void theCopyIsWhatWasRead() throws IOException {
        LiveCapture capture = capture(options(Long.MAX_VALUE, 3), copy, three("a"));
        assertArrayEquals(capture.readAllBytes(), copy.toByteArray());
        assertNull(capture.copyFailure());
        assertFalse(capture.broken());
    }

    @Test
    void aCopyThatCannotBeWrittenEndsTheCaptureButLosesNothingRead() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) { }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (clock.today() > 1100_000_000L) throw new IOException("No space left on device");
            }
        };
        assertEquals(List.of("a:one", "a:two"), read(capture(options(Long.MAX_VALUE, Long.MAX_VALUE), full, three("a"))));
        assertEquals("No space left on device", live.copyFailure().getMessage());
    }

    @Test
    void packetsLargerThanTheBufferAndMany() throws IOException {
        FakeTap tap = new FakeTap("a", clock);
        for (int i = 0; i < 50; i++) tap.packet(1001 + i, 0, "x".repeat(i * 5000));
        List<String> packets = read(capture(options(Long.MAX_VALUE, 50), null, tap));
        assertEquals(50, packets.size());
        for (int i = 0; i < 50; i++) assertEquals(2 + i * 5000, packets.get(i).length());
    }
}
