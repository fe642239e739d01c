package io.github.pcap2http.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a capture recorded, in order, with a clock that goes on by a step for each packet. Conversations made by the same
 * tape interleave as they are told.
 */
public final class Tape {
    /** When the clock of every tape starts: 2024-01-01T00:00:00Z, in nanoseconds. */
    public static final long START = 1_704_067_200_000_000_000L;

    private final List<Recorded> packets = new ArrayList<>();
    private long now = START;
    private long stepNanos = 1_000_000;
    private int snaplen = Integer.MAX_VALUE;

    private record Recorded(long nanos, PacketWriter packet) { }

    /** A new connection between two sockets such as {@code 192.0.2.1:40000} or {@code [2001:db8::1]:80}. */
    public TcpConversation conversation(String client, String server) {
        return new TcpConversation(this, client, server);
    }

    /** Time between a packet and the next, from now on; 1000 at first. */
    public Tape stepMicros(long micros) {
        stepNanos = micros * 1000;
        return this;
    }

    /** Nothing happens for a while. */
    public Tape pauseMicros(long micros) {
        now += micros * 1000;
        return this;
    }

    /** Packets are cut to so many bytes when the capture is written. */
    public Tape snaplen(int bytes) {
        snaplen = bytes;
        return this;
    }

    /** Records a packet now. */
    public Tape add(PacketWriter packet) {
        packets.add(new Recorded(now, packet));
        now += stepNanos;
        return this;
    }

    /** The time goes on as if a packet had been recorded, but none was. */
    public Tape miss() {
        now += stepNanos;
        return this;
    }

    /** The last packet comes once more, now. */
    public Tape repeat() {
        return add(packets.get(packets.size() - 1).packet);
    }

    /** The last two packets change places; the times stay in order. */
    public Tape swap() {
        int last = packets.size() - 1;
        Recorded a = packets.get(last - 1);
        Recorded b = packets.get(last);
        packets.set(last - 1, new Recorded(a.nanos, b.packet));
        packets.set(last, new Recorded(b.nanos, a.packet));
        return this;
    }

    /** @return time of the next packet, in nanoseconds since 1970 */
    public long now() {
        return now;
    }

    /** @return count of packets so far, which is the frame number of the last */
    public int frames() {
        return packets.size();
    }

    /** @return a pcap file with Ethernet packets */
    public byte[] pcap() {
        return into(new PcapWriter()).toBytes();
    }

    /** @return a pcapng file with Ethernet packets */
    public byte[] pcapng() {
        return into(new PcapngWriter()).toBytes();
    }

    /** Writes all packets, with the writer's link type. */
    public CaptureWriter into(CaptureWriter writer) {
        for (Recorded recorded : packets) {
            byte[] whole = recorded.packet.on(writer.linkType());
            writer.packet(recorded.nanos, Arrays.copyOf(whole, Math.min(whole.length, snaplen)), whole.length);
        }
        return writer;
    }
}
