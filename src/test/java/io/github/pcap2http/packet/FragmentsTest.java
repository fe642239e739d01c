package io.github.pcap2http.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagrams cut as RFC 791, section 3.2, and RFC 8200, section 4.5, have it. */
class FragmentsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String TEXT = "The quick brown fox jumps over the lazy dog, then rests a little in the shade of an oak.";
    private static final byte[] V4 = new PacketWriter("192.0.2.1:40000", "192.0.2.2:80").seq(7).payload(TEXT).datagram();
    private static final byte[] V6 = new PacketWriter("[2001:db8::1]:40000", "[2001:db8::2]:80").seq(7).payload(TEXT).datagram();
    private static final String SEGMENT = "192.0.2.1:40000 > 192.0.2.2:80 A 7:0 w65535 '" + TEXT + "'";
    private static final String SEGMENT6 = "[2001:db8::1]:40000 > [2001:db8::2]:80 A 7:0 w65535 '" + TEXT + "'";

    /** A piece of an IPv4 datagram with a header of 20 bytes. @param from, to in its content, in bytes */
    private static byte[] piece4(byte[] datagram, int identification, int from, int to) {
        byte[] piece = Arrays.copyOf(datagram, 20 + to - from);
        System.arraycopy(datagram, 20 + from, piece, 20, to - from);
        put16(piece, 2, piece.length);
        put16(piece, 4, identification);
        put16(piece, 6, (to < datagram.length - 20 ? 0x2000 : 0) | from / 8);
        return piece;
    }

    private static byte[] piece6(byte[] datagram, int identification, int from, int to) {
        byte[] piece = Arrays.copyOf(datagram, 48 + to - from);
        System.arraycopy(datagram, 40 + from, piece, 48, to - from);
        put16(piece, 4, 8 + to - from);
        piece[6] = 44;
        piece[40] = datagram[6];
        piece[41] = 0;
        put16(piece, 42, from | (to < datagram.length - 40 ? 1 : 0));
        put16(piece, 44, 0);
        put16(piece, 46, identification);
        return piece;
    }

    static byte[] piece(byte[] datagram, int identification, int from, int to) {
        return datagram[0] >> 4 == 6 ? piece6(datagram, identification, from, to) : piece4(datagram, identification, from, to);
    }

    static List<byte[]> cut(byte[] datagram, int identification, int size) {
        List<byte[]> pieces = new ArrayList<>();
        int length = datagram.length - (datagram[0] >> 4 == 6 ? 40 : 20);
        for (int from = 0; from < length; from += size) pieces.add(piece(datagram, identification, from, Math.min(length, from + size)));
        return pieces;
    }

    private static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    private static Decoded decode(List<byte[]> packets) {
        PcapWriter writer = new PcapWriter().network(101);
        for (byte[] packet : packets) writer.packet(SECOND, packet);
        return Decoded.capture(writer.toBytes());
    }

    private static Decoded decode(byte[]... packets) {
        return decode(List.of(packets));
    }

    private static void assertCounts(PacketCounts counts, long pieces, long completed, long incomplete, long differing) {
        assertEquals(List.of(pieces, completed, incomplete, differing), List.of(counts.fragmentPieces(), counts.datagramsCompleted(),
            counts.datagramsIncomplete(), counts.datagramsDiffering()));
    }

    /** The smallest pieces of 8 bytes cut through the TCP header too. */
    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 40, 80, 104})
    void inOrderAndInReverse(int size) {
        for (byte[] datagram : List.of(V4, V6)) {
            List<byte[]> pieces = cut(datagram, 77, size);
            Decoded inOrder = decode(pieces);
            assertEquals(List.of(datagram == V4 ? SEGMENT : SEGMENT6), inOrder.segments());
            assertCounts(inOrder.counts(), pieces.size(), 1, 0, 0);
            assertEquals(pieces.size() - 1, inOrder.counts().fragments());
            assertEquals(1, inOrder.counts().tcp());
            assertEquals(1, inOrder.counts().encapsulations().get(Encapsulation.FRAGMENTED));
            Collections.reverse(pieces);
            assertEquals(inOrder.segments(), decode(pieces).segments());
        }
    }

    @Test
    void thePacketThatCompletesItGivesFrameAndTime() throws IOException {
        PcapWriter writer = new PcapWriter().network(101);
        for (int i = 0; i < 2; i++) writer.packet((i + 1) * SECOND, cut(V4, 77, 56).get(1 - i));
        PacketDecoder decoder = new PacketDecoder();
        try (Capture capture = Capture.open(new ByteArrayInputStream(writer.toBytes()), "test")) {
            assertEquals(null, decoder.decode(capture.next()));
            Packet packet = capture.next();
            Segment segment = decoder.decode(packet);
            assertEquals(2, segment.frame());
            assertEquals(2 * SECOND, segment.nanos());
            assertEquals(77, segment.ipId());
            assertEquals(64, segment.ttl());
            assertEquals(Encapsulation.FRAGMENTED.bit(), segment.envelope().encapsulations());
            assertEquals(List.of(), segment.envelope().tunnels());
            assertEquals(0, segment.envelope().place());
            byte[] whole = V4.clone();   // the header that a filter sees has the right length and is no fragment
            put16(whole, 4, 77);
            int at = segment.networkOffset();
            assertArrayEquals(whole, Arrays.copyOfRange(segment.array(), at, at + whole.length));
        }
    }

    @Test
    void severalDatagramsAtOnce() {
        byte[] other = new PacketWriter("192.0.2.1:40000", "192.0.2.3:80").payload("other, and long enough to be cut").datagram();
        List<byte[]> packets = new ArrayList<>(cut(V4, 1, 40));
        packets.addAll(1, cut(V4, 2, 32));
        packets.addAll(2, cut(other, 1, 40));
        assertEquals(3, decode(packets).segments().size());
    }

    /** Bytes that come twice are taken as they came first (and of a piece that was seen on two interfaces, the copy is passed over). */
    @Test
    void overlapsAndCopies() {
        byte[] liar = V4.clone();
        Arrays.fill(liar, 60, 90, (byte) '-');
        Decoded same = decode(piece(V4, 1, 0, 48), piece(V4, 1, 0, 48), piece(V4, 1, 24, 72), piece(V4, 1, 64, V4.length - 20), piece(V4, 1, 0, 48));
        assertEquals(List.of(SEGMENT), same.segments());
        assertCounts(same.counts(), 5, 1, 0, 0);
        Decoded different = decode(piece(V4, 1, 24, 80), piece(liar, 1, 0, V4.length - 28), piece(V4, 1, 80, V4.length - 20));
        assertEquals(List.of(SEGMENT), different.segments());
        assertCounts(different.counts(), 3, 1, 0, 1);
    }

    /** Any cutting, order, repetition and overlap of the same datagram gives the same segment. */
    @Test
    void anyOrderGivesTheSameSegment() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            byte[] datagram = random.nextBoolean() ? V4 : V6;
            List<byte[]> pieces = cut(datagram, 5, 8 * (1 + random.nextInt(6)));
            for (int more = random.nextInt(6); more > 0; more--) {
                int from = 8 * random.nextInt(8);
                pieces.add(piece(datagram, 5, from, from + 8 * (1 + random.nextInt(3))));
            }
            Collections.shuffle(pieces, random);
            Decoded decoded = decode(pieces);
            long number = seed;
            assertEquals(List.of(datagram == V4 ? SEGMENT : SEGMENT6), decoded.segments(), () -> "seed " + number);
            assertEquals(0, decoded.counts().datagramsDiffering(), () -> "seed " + number);
        }
    }

    @Test
    void piecesThatNeverCame() {
        List<byte[]> pieces = cut(V4, 1, 24);
        pieces.remove(2);
        Decoded decoded = decode(pieces);
        assertEquals(List.of(), decoded.segments());
        assertCounts(decoded.counts(), pieces.size(), 0, 1, 0);
        assertEquals(pieces.size(), decoded.counts().fragments());
    }

    /** What a snapped piece lacks is missing from the segment, and so is all behind it. */
    @Test
    void snappedPieces() {
        List<byte[]> pieces = cut(V4, 1, 40);
        byte[] second = pieces.get(1);
        PcapWriter writer = new PcapWriter().network(101).packet(SECOND, pieces.get(0)).packet(SECOND, Arrays.copyOf(second, 30), second.length)
            .packet(SECOND, pieces.get(2));
        assertEquals(List.of(SEGMENT.replace(TEXT + "'", TEXT.substring(0, 30) + "'+" + (TEXT.length() - 30))),
            Decoded.capture(writer.toBytes()).segments());
    }

    @Test
    void piecesAreWaitedForAWhile() {
        for (long pause : new long[] {30 * SECOND, 31 * SECOND}) {
            PcapWriter writer = new PcapWriter().network(101).packet(SECOND, piece(V4, 1, 0, 40))
                .packet(SECOND + pause, piece(V4, 1, 40, V4.length - 20));
            Decoded decoded = Decoded.capture(writer.toBytes());
            assertEquals(pause == 30 * SECOND ? 1 : 0, decoded.segments().size());
            assertEquals(pause == 30 * SECOND ? 0 : 2, decoded.counts().datagramsIncomplete());
        }
    }

    /** The identification is used again for another datagram. */
    @Test
    void aNumberUsedAgain() {
        PcapWriter writer = new PcapWriter().network(101);
        for (int i = 0; i < 3; i++) {
            for (byte[] piece : cut(V4, 9, 56)) writer.packet((i + 1) * SECOND, piece);
        }
        Decoded decoded = Decoded.capture(writer.toBytes());
        assertEquals(List.of(SEGMENT, SEGMENT, SEGMENT), decoded.segments());
        assertCounts(decoded.counts(), 6, 3, 0, 0);
    }

    /** The longest datagram has 65535 bytes (RFC 791); a piece that would reach farther is the "ping of death". */
    @Test
    void piecesBehindTheLongestDatagram() {
        byte[] last = piece(V4, 1, 40, V4.length - 20);
        put16(last, 6, 0x1fff);
        Decoded decoded = decode(last);
        assertEquals("malformed", decoded.only());
        assertEquals(0, decoded.counts().datagramsIncomplete());
        byte[] large = new PacketWriter("192.0.2.1:40000", "192.0.2.2:80").payload(new byte[65_535 - 40]).datagram();
        assertTrue(decode(cut(large, 1, 1480)).segments().get(0).length() > 65_000);
    }

    @Test
    void twoEnds() {
        byte[] shorter = Arrays.copyOf(V4, V4.length - 16);
        Decoded decoded = decode(piece(V4, 1, 0, 40), piece(shorter, 1, 80, shorter.length - 20), piece(V4, 1, 80, V4.length - 20),
            piece(V4, 1, 40, 80));
        assertEquals(1, decoded.segments().size());
        assertTrue(decoded.segments().get(0).endsWith("'" + TEXT.substring(0, TEXT.length() - 16) + "'"), decoded.segments().get(0));
        assertCounts(decoded.counts(), 4, 1, 0, 1);
    }

    /** What waits is bounded; the oldest go. A datagram that comes after a flood of first pieces is still put together. */
    @Test
    void aFloodOfPiecesThatWait() {
        byte[] large = new PacketWriter("192.0.2.9:1", "192.0.2.2:80").payload(new byte[60_000]).datagram();
        PcapWriter writer = new PcapWriter().network(101).packet(SECOND, piece(V4, 1, 0, 40));
        for (int i = 0; i < 400; i++) writer.packet(SECOND, piece(large, i, 0, 48_000));   // 19 MB
        writer.packet(SECOND, piece(V4, 1, 40, V4.length - 20));
        for (byte[] piece : cut(V4, 2, 40)) writer.packet(SECOND, piece);
        Decoded decoded = Decoded.capture(writer.toBytes());
        assertEquals(List.of(SEGMENT), decoded.segments());
        assertEquals(402, decoded.counts().datagramsIncomplete());
    }

    /** Sources chosen so that their halves add up to the same hash. */
    @Test
    void manyDatagramsWithTheSameHash() {
        PcapWriter writer = new PcapWriter().network(101);
        byte[] piece = piece(V6, 1, 0, 40);
        for (int i = 0; i < 40_000; i++) {
            ByteBuffer.wrap(piece).putLong(8, i).putLong(16, -31 * i & 0xffff_ffffL);
            writer.packet(SECOND, piece);
        }
        byte[] file = writer.toBytes();
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertEquals(40_000, Decoded.capture(file).counts().datagramsIncomplete()));
    }
}
