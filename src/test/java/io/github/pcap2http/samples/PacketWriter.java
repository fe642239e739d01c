package io.github.pcap2http.samples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One TCP packet: TCP (RFC 9293) in IPv4 (RFC 791) or IPv6 (RFC 8200), as the addresses say, in the link header that
 * {@link #on} names. Checksums are right, so that other programs read the packets too.
 */
public final class PacketWriter {
    private final Socket source;
    private final Socket destination;
    private final List<Integer> vlans = new ArrayList<>();
    private int seq;
    private int ack;
    private String flags = "A";
    private int window = 65_535;
    private byte[] options = {};
    private byte[] payload = {};
    private byte[] ipOptions = {};
    private int firstExtension = 6;
    private byte[] extensions = {};
    private int fragment;
    private boolean lengthIsZero;
    private int cookedType;
    private int ipId = 1;
    private int ttl = 64;
    private int greKey = -1;   // none

    /** @param source address and port: {@code 192.0.2.1:80} or {@code [2001:db8::1]:80} */
    public PacketWriter(String source, String destination) {
        this(Socket.parse(source), Socket.parse(destination));
    }

    PacketWriter(Socket source, Socket destination) {
        this.source = source;
        this.destination = destination;
    }

    public PacketWriter seq(int seq) {
        this.seq = seq;
        return this;
    }

    public PacketWriter ack(int ack) {
        this.ack = ack;
        return this;
    }

    /** @param flags some of the letters {@code F S R P A U}, as tcpdump writes them, but A for the dot */
    public PacketWriter flags(String flags) {
        this.flags = flags;
        return this;
    }

    public PacketWriter window(int window) {
        this.window = window;
        return this;
    }

    /** @param options TCP options, as many bytes as they have; filled up to a multiple of four */
    public PacketWriter options(int... options) {
        this.options = new Layout().bytes(bytes(options)).pad(4).toBytes();
        return this;
    }

    public PacketWriter payload(String latin1) {
        return payload(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public PacketWriter payload(byte... payload) {
        this.payload = payload.clone();
        return this;
    }

    /** One more VLAN tag, inside those before. The first of several is an 802.1ad tag. */
    public PacketWriter vlan(int id) {
        vlans.add(id);
        return this;
    }

    /** It comes in a GRE tunnel with this key (RFC 2890). */
    public PacketWriter gre(int key) {
        greKey = key;
        return this;
    }

    /** Options of an IPv4 header, a multiple of four bytes. */
    public PacketWriter ipOptions(int... options) {
        this.ipOptions = bytes(options);
        return this;
    }

    /** Extension headers of IPv6, laid out by the caller, the last of which names 6 as its next header. */
    public PacketWriter extensions(int first, int... headers) {
        this.firstExtension = first;
        this.extensions = bytes(headers);
        return this;
    }

    /** The IPv4 fields of flags and fragment offset: 0x2000 for "more fragments", the offset in units of 8 bytes. */
    public PacketWriter fragment(int flagsAndOffset) {
        this.fragment = flagsAndOffset;
        return this;
    }

    /** The IP length is written as 0, as captures of segments that the network card has yet to cut have it. */
    public PacketWriter lengthIsZero() {
        this.lengthIsZero = true;
        return this;
    }

    /** The identification of an IPv4 header, 1 at first, and the time to live, or hop limit, 64 at first. */
    public PacketWriter ip(int id, int ttl) {
        this.ipId = id;
        this.ttl = ttl;
        return this;
    }

    /** @param type packet type of Linux cooked captures: 0 to this host, 3 between others, 4 from this host */
    public PacketWriter cookedType(int type) {
        this.cookedType = type;
        return this;
    }

    /** @return the packet as captured with link type {@code linkType}, one of those of {@link #header} */
    public byte[] on(int linkType) {
        Layout all = new Layout();
        header(all, linkType);
        return all.bytes(datagram()).toBytes();
    }

    /** @return the IP datagram alone */
    public byte[] datagram() {
        byte[] segment = segment();
        byte[] datagram = source.isIpv6() ? ipv6(segment) : ipv4(segment);
        return greKey < 0 ? datagram : inGre(datagram);
    }

    private void header(Layout out, int linkType) {
        boolean ipv6 = source.isIpv6() && greKey < 0;
        switch (linkType) {
            case 0 -> out.order(java.nio.ByteOrder.LITTLE_ENDIAN).int32(ipv6 ? 30 : 2).order(java.nio.ByteOrder.BIG_ENDIAN);
            case 1 -> typed(out.hex("02 00 00 00 00 02  02 00 00 00 00 01"));
            case 12, 14, 101, 228, 229 -> { }
            case 108 -> out.int32(ipv6 ? 24 : 2);
            case 113 -> typed(out.int16(cookedType).int16(1).int16(6).hex("02 00 00 00 00 01 00 00"));
            case 276 -> {
                Layout type = new Layout();
                typed(type);
                byte[] typeAndTags = type.toBytes();
                out.bytes(Arrays.copyOf(typeAndTags, 2)).int16(0).int32(3).int16(1).int8(cookedType).int8(6)
                    .hex("02 00 00 00 00 01 00 00").bytes(Arrays.copyOfRange(typeAndTags, 2, typeAndTags.length));
            }
            default -> throw new IllegalArgumentException("link type " + linkType);
        }
    }

    /** EtherType, with the VLAN tags before it. */
    private void typed(Layout out) {
        for (int i = 0; i < vlans.size(); i++) out.int16(i < vlans.size() - 1 ? 0x88a8 : 0x8100).int16(vlans.get(i));
        out.int16(source.isIpv6() && greKey < 0 ? 0x86dd : 0x0800);
    }

    private byte[] segment() {
        byte[] segment = new Layout().int16(source.port()).int16(destination.port()).int32(seq).int32(ack)
            .int8((20 + options.length) / 4 << 4).int8(flagBits()).int16(window).int16(0).int16(0)
            .bytes(options).bytes(payload).toBytes();
        byte[] pseudoHeader = new Layout().bytes(source.address()).bytes(destination.address()).int32(6).int32(segment.length)
            .toBytes();
        putChecksum(segment, 16, pseudoHeader);
        return segment;
    }

    private int flagBits() {
        int bits = 0;
        for (char flag : flags.toCharArray()) {
            int bit = "FSRPAU".indexOf(flag);
            if (bit < 0) throw new IllegalArgumentException(flags);
            bits |= 1 << bit;
        }
        return bits;
    }

    private byte[] ipv4(byte[] segment) {
        int headerLength = 20 + ipOptions.length;
        byte[] header = new Layout().int8(0x40 | headerLength / 4).int8(0).int16(lengthIsZero ? 0 : headerLength + segment.length)
            .int16(ipId).int16(fragment).int8(ttl).int8(6).int16(0).bytes(source.address()).bytes(destination.address())
            .bytes(ipOptions).toBytes();
        putChecksum(header, 10, new byte[0]);
        return new Layout().bytes(header).bytes(segment).toBytes();
    }

    private byte[] inGre(byte[] datagram) {
        byte[] header = new Layout().hex("45 00").int16(28 + datagram.length).hex("00 01 00 00 40 2f 00 00  cb 00 71 01  cb 00 71 02").toBytes();
        putChecksum(header, 10, new byte[0]);
        return new Layout().bytes(header).int16(0x2000).int16(source.isIpv6() ? 0x86dd : 0x0800).int32(greKey).bytes(datagram).toBytes();
    }

    private byte[] ipv6(byte[] segment) {
        return new Layout().int32(0x60000000).int16(lengthIsZero ? 0 : extensions.length + segment.length).int8(firstExtension)
            .int8(ttl).bytes(source.address()).bytes(destination.address()).bytes(extensions).bytes(segment).toBytes();
    }

    /** Internet checksum (RFC 1071) over {@code bytes}, whose checksum field is zero, and the pseudo header. */
    private static void putChecksum(byte[] bytes, int at, byte[] pseudoHeader) {
        long sum = sum(bytes) + sum(pseudoHeader);
        while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
        bytes[at] = (byte) (~sum >> 8);
        bytes[at + 1] = (byte) ~sum;
    }

    private static long sum(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i < bytes.length; i++) sum += (bytes[i] & 0xffL) << (i % 2 == 0 ? 8 : 0);
        return sum;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }
}
