package io.github.pcap2http.slice;

import io.github.pcap2http.capture.CaptureFacts;
import io.github.pcap2http.capture.Packet;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a pcapng file (draft-ietf-opsawg-pcapng) of one section in little-endian order: packets with all that is known of them, each
 * behind the description of its interface. Times are in nanoseconds.
 */
final class PcapngFile {
    private static final int SECTION = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int NAMES = 4;
    private static final int PACKET = 6;
    private static final int SECRETS = 10;

    private static final int COMMENT = 1;
    private static final int PROGRAM = 4;   // of a section
    private static final int NAME = 2;      // of an interface, as those below
    private static final int DESCRIPTION = 3;
    private static final int RESOLUTION = 9;
    private static final int FILTER = 11;
    private static final int SYSTEM = 12;
    private static final int FLAGS = 2;     // of a packet

    private static final int MOST = 65_535;   // bytes of an option

    private final OutputStream out;
    private final Map<Object, Integer> interfaces = new IdentityHashMap<>();
    private boolean wordless;
    private ByteBuffer block = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);

    /** @param out buffered; not closed. @param program that writes the file, with its version */
    PcapngFile(OutputStream out, String program) throws IOException {
        this.out = out;
        begin(SECTION);
        block.putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1);
        option(PROGRAM, program);
        endOfOptions();
        end();
    }

    /** What people have written about interfaces is left out from now on. */
    void wordless() {
        wordless = true;
    }

    /** Secrets to decrypt packets with that follow. @param type as {@link io.github.pcap2http.capture.Secrets#type} */
    void secrets(int type, byte[] secrets) throws IOException {
        begin(SECRETS);
        block.putInt(type).putInt(secrets.length);
        bytes(secrets, 0, secrets.length);
        end();
    }

    /*  type: 1 IPv4, 2 IPv6   2 length   4 address, name, a zero byte   */

    /** @param names by address, as {@link io.github.pcap2http.exchange.Endpoint#address} has it */
    void names(Map<String, String> names) throws IOException {
        begin(NAMES);
        for (Map.Entry<String, String> one : names.entrySet()) {
            byte[] address = InetAddress.getByName(one.getKey()).getAddress();   // it is one, so nobody is asked
            byte[] name = one.getValue().getBytes(StandardCharsets.UTF_8);
            byte[] record = Arrays.copyOf(address, address.length + name.length + 1);
            System.arraycopy(name, 0, record, address.length, name.length);
            option(address.length == 4 ? 1 : 2, record);
        }
        endOfOptions();
        end();
    }

    /** @param comments beside those that it has */
    void packet(Packet packet, List<String> comments) throws IOException {
        List<String> all = new ArrayList<>(packet.comments());
        all.addAll(comments);
        packet(packet, packet.array(), packet.offset(), all);
    }

    /** A packet whose bytes are others, as many, with no comments but these. */
    void packet(Packet packet, byte[] bytes, List<String> comments) throws IOException {
        packet(packet, bytes, 0, comments);
    }

    private void packet(Packet packet, byte[] array, int offset, List<String> comments) throws IOException {
        int number = interfaceOf(packet);
        begin(PACKET);
        room(32);
        block.putInt(number).putInt((int) (packet.nanos() >> 32)).putInt((int) packet.nanos()).putInt(packet.length())
            .putInt((int) packet.originalLength());
        bytes(array, offset, packet.length());
        int before = block.position();
        for (String comment : comments) option(COMMENT, comment);
        if (packet.flags() != 0) option(FLAGS, little(packet.flags()));
        if (block.position() > before) endOfOptions();
        end();
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }

    private int interfaceOf(Packet packet) throws IOException {
        Integer known = interfaces.get(packet.interfaceIdentity());
        if (known != null) return known;
        CaptureFacts.Interface facts = packet.interfaceFacts();
        begin(INTERFACE);
        block.putShort((short) facts.linkType()).putShort((short) 0).putInt((int) facts.snaplen());
        if (facts.name() != null) option(NAME, facts.name());
        if (facts.description() != null && !wordless) option(DESCRIPTION, facts.description());
        if (facts.filter() != null && !wordless) option(FILTER, "\0" + facts.filter());
        if (facts.system() != null) option(SYSTEM, facts.system());
        option(RESOLUTION, new byte[] {9});
        endOfOptions();
        end();
        interfaces.put(packet.interfaceIdentity(), interfaces.size());
        return interfaces.size() - 1;
    }

    private void option(int code, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        option(code, bytes.length <= MOST ? bytes : Arrays.copyOf(bytes, MOST));
    }

    private void option(int code, byte[] value) {
        room(4);
        block.putShort((short) code).putShort((short) value.length);
        bytes(value, 0, value.length);
    }

    private void endOfOptions() {
        room(4);
        block.putInt(0);
    }

    /** Adds bytes, and zeros up to the next multiple of four. */
    private void bytes(byte[] array, int offset, int length) {
        room(length + 3);
        block.put(array, offset, length);
        while (block.position() % 4 != 0) block.put((byte) 0);
    }

    private void room(int bytes) {
        if (block.remaining() >= bytes) return;
        block = ByteBuffer.allocate(Math.max(2 * block.capacity(), block.position() + bytes)).order(ByteOrder.LITTLE_ENDIAN)
            .put(block.flip());
    }

    private void begin(int type) {
        block.clear().putInt(type).putInt(0);
    }

    private void end() throws IOException {
        room(4);
        int length = block.position() + 4;
        block.putInt(length).putInt(4, length);
        out.write(block.array(), 0, length);
    }
}
