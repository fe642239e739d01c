package io.github.pcap2http.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.PcapWriter;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/** Packets written by hand: hex digits for headers, and words for what is too long to type. */
final class Headers {
    static final byte[] V4 = new PacketWriter("192.0.2.1:40000", "192.0.2.2:80").seq(1000).ack(2000).flags("PA").window(512)
        .payload("GET /").datagram();
    static final byte[] V6 = new PacketWriter("[2001:db8::1]:40000", "[2001:db8::2]:80").seq(1000).ack(2000).flags("PA").window(512)
        .payload("GET /").datagram();
    static final String SEGMENT_V4 = "192.0.2.1:40000 > 192.0.2.2:80 PA 1000:2000 w512 'GET /'";
    static final String SEGMENT_V6 = "[2001:db8::1]:40000 > [2001:db8::2]:80 PA 1000:2000 w512 'GET /'";

    private Headers() { }

    /**
     * @param text hex digits, or words: {@code V4} and {@code V6}, TCP in IP; {@code mac}, the two addresses of an Ethernet header;
     *     {@code eth}, an Ethernet header with EtherType IPv4; {@code zN}, N bytes of zero; {@code ip(P)} and {@code ip6(P)}, an IP header
     *     with protocol P in front of the rest; {@code udp(S,D)}, a UDP header in front of the rest; {@code lenN}, the length of the rest
     *     in N bytes
     */
    static byte[] packet(String text) {
        String[] words = text.trim().split(" +");
        byte[] rest = {};
        for (int i = words.length - 1; i >= 0; i--) rest = join(word(words[i], rest), rest);
        return rest;
    }

    /**
     * Cut at every length, a packet that has a payload of five bytes is never taken for one that is broken, and gives a segment
     * as soon as the TCP header is there.
     */
    static void assertCutAnywhere(int linkType, String text) {
        byte[] packet = packet(text);
        PcapWriter writer = new PcapWriter().network(linkType);
        for (int length = 0; length < packet.length; length++) writer.packet(1000, Arrays.copyOf(packet, length), packet.length);
        Decoded decoded = Decoded.capture(writer.toBytes());
        StringBuilder missing = new StringBuilder();
        for (String segment : decoded.segments()) missing.append(segment.replaceAll(".*'(\\+[0-9]+).*", "$1"));
        assertEquals("+5+4+3+2+1", missing.toString(), text);
        assertEquals(0, decoded.counts().malformed(), text);
    }

    private static byte[] word(String word, byte[] rest) {
        String[] numbers = word.replaceAll("[^0-9]+", " ").trim().split(" ");
        if (word.equals("V4")) return V4;
        if (word.equals("V6")) return V6;
        if (word.equals("mac")) return hex("020000000002" + "020000000001");
        if (word.equals("eth")) return hex("020000000002" + "020000000001" + "0800");
        if (word.startsWith("z")) return new byte[Integer.parseInt(numbers[0])];
        if (word.startsWith("len")) return number(rest.length, Integer.parseInt(numbers[0]));
        if (word.startsWith("ip6(")) return ipv6(Integer.parseInt(numbers[1]), rest.length);
        if (word.startsWith("ip(")) return ipv4(Integer.parseInt(numbers[0]), rest.length);
        if (word.startsWith("udp(")) return udp(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), rest.length);
        return hex(word);
    }

    private static byte[] ipv4(int protocol, int length) {
        byte[] header = hex("45000000" + "00010000" + "40000000" + "0a000001" + "0a000002");
        put16(header, 2, 20 + length);
        header[9] = (byte) protocol;
        return header;
    }

    private static byte[] ipv6(int next, int length) {
        byte[] header = hex("60000000" + "00000040" + "fd000000000000000000000000000001" + "fd000000000000000000000000000002");
        put16(header, 4, length);
        header[6] = (byte) next;
        return header;
    }

    private static byte[] udp(int source, int destination, int length) {
        byte[] header = new byte[8];
        put16(header, 0, source);
        put16(header, 2, destination);
        put16(header, 4, 8 + length);
        return header;
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] number(int value, int bytes) {
        byte[] number = new byte[bytes];
        for (int i = 0; i < bytes && i < 4; i++) number[bytes - 1 - i] = (byte) (value >> 8 * i);
        return number;
    }

    static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    private static byte[] join(byte[] a, byte[] b) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(a);
        out.writeBytes(b);
        return out.toByteArray();
    }
}
