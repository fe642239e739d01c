package io.github.pcap2http.packet;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pieces of one IP datagram that have come so far, none over another: of bytes that come twice the first are kept. Only what
 * was captured is stored, whatever a piece claims.
 */
final class Pieces {
    /** What a piece takes besides its bytes, as good as one can tell. */
    private static final int OVERHEAD = 100;

    /** @param to index behind its last byte @param bytes fewer when the packet was snapped */
    private record Piece(int to, byte[] bytes) { }

    final long since;   // when the first came, in nanoseconds since 1970
    private final TreeMap<Integer, Piece> pieces = new TreeMap<>();   // by the index of the first byte
    private byte[] header;   // of the datagram, once its first piece is here
    private int covered;   // bytes
    private int total = -1;   // -1: the last piece has not come
    private int bytesHeld;
    private boolean differs;
    private boolean done;

    Pieces(long since) {
        this.since = since;
    }

    /** @return bytes of memory that this takes */
    int memory() {
        return OVERHEAD + bytesHeld;
    }

    boolean complete() {
        return covered == total && header != null;
    }

    /** @return whether bytes came twice with different content, or a piece lies behind the end */
    boolean differs() {
        return differs;
    }

    /** Was put together; the object stays to recognise what comes again. */
    boolean done() {
        return done;
    }

    /** @param header of the datagram; null when {@code from} is not 0 */
    void add(Walk walk, int from, boolean more, byte[] header) {
        int to = from + walk.sent();
        int last = pieces.isEmpty() ? 0 : pieces.lastEntry().getValue().to;
        if (total >= 0 && (to > total || !more && to != total) || !more && last > to) {
            differs = true;
            return;
        }
        if (!more) total = to;
        if (this.header == null) this.header = header;
        int at = from;   // up to here bytes are held
        Map.Entry<Integer, Piece> held = pieces.floorEntry(from);
        if (held == null) held = pieces.higherEntry(from);
        while (held != null && held.getKey() < to) {
            if (held.getKey() > at) put(walk, from, at, held.getKey());
            compare(walk, from, held.getKey(), held.getValue());
            at = Math.max(at, held.getValue().to);
            held = pieces.higherEntry(held.getKey());
        }
        if (at < to) put(walk, from, at, to);
    }

    private void put(Walk walk, int from, int at, int to) {
        int start = Math.min(at - from, walk.captured());
        int end = Math.min(to - from, walk.captured());
        pieces.put(at, new Piece(to, Arrays.copyOfRange(walk.array(), walk.place() + start, walk.place() + end)));
        covered += to - at;
        bytesHeld += OVERHEAD + end - start;
    }

    private void compare(Walk walk, int from, int at, Piece piece) {
        int start = Math.max(from, at);
        int end = Math.min(from + walk.captured(), at + piece.bytes.length);
        if (start >= end) return;
        int place = walk.place() - from;
        if (!Arrays.equals(walk.array(), place + start, place + end, piece.bytes, start - at, end - at)) differs = true;
    }

    /** The walk goes on in the whole datagram, from its header; ends what is kept. @param target for 65535 bytes and more */
    int assemble(Walk walk, byte[] target) {
        done = true;
        int length = header.length + total;
        if (length > Fragments.LONGEST_DATAGRAM) return Next.MALFORMED;
        System.arraycopy(header, 0, target, 0, header.length);
        int captured = header.length;
        for (Piece piece : pieces.values()) {
            System.arraycopy(piece.bytes, 0, target, captured, piece.bytes.length);
            captured += piece.bytes.length;
            if (captured < header.length + piece.to) break;   // what is behind the missing bytes has no place in a segment
        }
        forget();
        boolean ipv6 = target[0] >> 4 == 6;
        int claimed = ipv6 ? total : length;
        target[ipv6 ? 4 : 2] = (byte) (claimed >> 8);
        target[ipv6 ? 5 : 3] = (byte) claimed;
        walk.goOnIn(target, captured, length);
        return ipv6 ? Next.IPV6 : Next.IPV4;
    }

    private void forget() {
        pieces.clear();
        header = null;
        bytesHeld = 0;
    }
}
