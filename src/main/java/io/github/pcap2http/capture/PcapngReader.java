package io.github.pcap2http.capture;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads pcapng (draft-ietf-opsawg-pcapng): blocks, of which those that carry packets are given, and those that tell of sections,
 * interfaces, names and secrets are heeded. Custom and journal blocks are no packets, but Wireshark numbers them as such.
 *
 * <p>Every block has its length at both ends. Where these disagree, or are impossible, the next block is searched for: a type
 * that is known, with two equal lengths.
 */
final class PcapngReader extends Reader {
    private static final int SECTION = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int NAMES = 4;
    private static final int STATISTICS = 5;
    private static final int ENHANCED_PACKET = 6;
    private static final int JOURNAL = 9;
    private static final int SECRETS = 0x0a;
    private static final int LAST_KNOWN = SECRETS;
    private static final int CUSTOM = 0x0bad;
    private static final int CUSTOM_NOT_COPIED = 0x40000bad;

    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_FLAGS = 2;
    private static final int OPTION_LOST = 4;
    private static final int OLD_LOST_UNKNOWN = 0xffff;

    private static final int ORDER_MAGIC = 0x1a2b3c4d;
    private static final int FRAME = 12;   // bytes of a block without its body
    private static final int SECTION_HEAD = 16;   // type, length, byte order, version
    private static final int MAX_BLOCK = 16 << 20;   // bytes; a block that claims more is damaged, or holds no packet of a network

    private long lastNanos;
    private boolean namesLeftOut;
    private boolean secretsLeftOut;

    PcapngReader(Window window, Remarks remarks, Extras extras, String name) throws IOException {
        super(window, remarks, extras, FRAME);
        if (!window.has(SECTION_HEAD)) {
            throw new CaptureException(name + ": is cut inside its first block: " + window.available() + " bytes are there");
        }
        if (!takeOrder()) throw new CaptureException(name + ": starts like a pcapng file, but has no byte-order magic");
        if (window.uint16(12) != 1) {
            throw new CaptureException(name + ": is a pcapng file of version " + window.uint16(12) + "." + window.uint16(14)
                + "; only version 1 is known");
        }
    }

    @Override
    String format() {
        return "pcapng";
    }

    @Override
    boolean read(Packet packet) throws IOException {
        while (window.has(FRAME)) {
            int size = waitForBlock();
            if (size == 0) continue;
            boolean filled = readBlock(packet, size - 4);
            window.skip(size);
            if (filled) return true;
        }
        passRest();
        return false;
    }

    /*
     *  0 type   4 length of the whole block   8 body, a multiple of 4 bytes   length - 4 the length again
     *  Some writers leave the body's padding out of the length. So it is rounded up.
     */

    /** @return size of the good block that is all in the window; 0 when there was none, and what was there has been passed over */
    private int waitForBlock() throws IOException {
        if (window.int32(0) == SECTION && !(window.has(SECTION_HEAD) && takeOrder())) {
            passDamage("a section has no byte-order magic");
            return 0;
        }
        long length = window.uint32(4);
        if (!isLength(length)) {
            passDamage("a block claims " + length + " bytes");
            return 0;
        }
        int size = size(length);
        if (!window.has(size)) {
            passCutRecord(size);
        } else if (window.uint32(size - 4) != length) {
            passDamage("a block's two lengths, " + length + " and " + window.uint32(size - 4) + ", disagree");
        } else {
            return size;
        }
        return 0;
    }

    private boolean readBlock(Packet packet, int end) {
        return switch (window.int32(0)) {
            case SECTION -> {
                interfaces.clear();
                yield false;
            }
            case INTERFACE -> end >= 16 ? readInterface(end) : tooShort();
            case ENHANCED_PACKET -> end >= 28 ? readPacket(packet, window.uint32(8), OLD_LOST_UNKNOWN, end) : tooShort();
            case OLD_PACKET -> end >= 28 ? readPacket(packet, window.uint16(8), window.uint16(10), end) : tooShort();
            case SIMPLE_PACKET -> end >= 12 ? readSimple(packet, end) : tooShort();
            case NAMES -> readNames(end);
            case STATISTICS -> end >= 20 ? readStatistics(end) : tooShort();
            case SECRETS -> end >= 16 ? readSecrets(end) : tooShort();
            case JOURNAL, CUSTOM, CUSTOM_NOT_COPIED -> {
                frames++;
                yield false;
            }
            default -> false;
        };
    }

    private boolean readInterface(int end) {
        if (!interfaces.add(PcapngBlock.interfaceOf(window, end, extras.nextInterface()))) leaveOut("one interface too many");
        return false;
    }

    /*
     *  8 interface   12 time, upper and lower half   20 captured length   24 original length   28 packet, options
     *  The old block has 16 bits each for the interface and for the count of packets lost before this one.
     */
    private boolean readPacket(Packet packet, long interfaceId, int lost, int end) {
        long captured = window.uint32(20);
        if (captured > end - 28) return leaveOut("a packet of " + captured + " bytes in a block of " + (end + 4));
        if (interfaceId >= interfaces.count()) return leaveOut("a packet of the unknown interface " + interfaceId);
        Interface of = interfaces.get((int) interfaceId);
        lastNanos = of.nanos(window.uint32(12) << 32 | window.uint32(16));
        give(packet, of, 28, (int) captured, window.uint32(24));
        if (lost != OLD_LOST_UNKNOWN) of.lost += lost;
        int options = 28 + size(captured);
        if (options + 4 <= end) readOptions(packet, of, options, end);
        return true;
    }

    private void readOptions(Packet packet, Interface of, int from, int end) {
        PcapngBlock.options(window, from, end, new OfPacket(window, packet, of));
    }

    private static final class OfPacket implements PcapngBlock.OptionTaker {
        private final Window window;
        private final Packet packet;
        private final Interface on;

        OfPacket(Window window, Packet packet, Interface on) {
            this.window = window;
            this.packet = packet;
            this.on = on;
        }

        @Override
        public void take(int code, int at, int length) {
            if (code == OPTION_COMMENT && length > 0) packet.addComment(PcapngBlock.comment(window, at, length));
            if (code == OPTION_FLAGS && length == 4) packet.setFlags(window.int32(at));
            if (code == OPTION_LOST && length == 8 && window.int64(at) > 0) on.lost += window.int64(at);
        }
    }

    /*  8 original length   12 packet, as much of it as interface 0 captures; no time, so that of the packet before is taken  */
    private boolean readSimple(Packet packet, int end) {
        if (interfaces.count() == 0) return leaveOut("a packet of the unknown interface 0");
        Interface of = interfaces.get(0);
        long original = window.uint32(8);
        long captured = Math.min(end - 12, original);
        if (of.snaplen != 0) captured = Math.min(captured, of.snaplen);
        give(packet, of, 12, (int) captured, original);
        return true;
    }

    private void give(Packet packet, Interface of, int at, int captured, long original) {
        packet.set(++frames, lastNanos, of, window.array(), window.index(at), captured, original);
        of.packets++;
    }

    private boolean readNames(int end) {
        if (PcapngBlock.takeNames(window, end, extras) || namesLeftOut) return false;
        namesLeftOut = true;
        remarks.add("has names for more than " + Extras.MAX_NAMES + " hosts; the others are not used");
        return false;
    }

    private boolean readStatistics(int end) {
        long interfaceId = window.uint32(8);
        if (interfaceId >= interfaces.count()) return passOver("statistics of the unknown interface " + interfaceId);
        PcapngBlock.takeStatistics(window, end, interfaces.get((int) interfaceId));
        return false;
    }

    /*  8 type   12 length   16 secrets  */
    private boolean readSecrets(int end) {
        long length = window.uint32(12);
        if (length > end - 16) return passOver("secrets of " + length + " bytes in a block of " + (end + 4));
        if (extras.hasRoomFor(length)) {
            int from = window.index(16);
            extras.add(new Secrets(window.int32(8), Arrays.copyOfRange(window.array(), from, from + (int) length)));
        } else if (!secretsLeftOut) {
            secretsLeftOut = true;
            remarks.add("has more than " + (Extras.MAX_SECRETS >> 20) + " MiB of secrets; the others are not used");
        }
        return false;
    }

    private boolean tooShort() {
        return leaveOut("a block of type " + window.int32(0) + " has only " + window.uint32(4) + " bytes");
    }

    /** No packet is lost. @return false */
    private boolean passOver(String what) {
        remarks.add("odd after packet " + frames + " (offset " + window.position() + "): " + what + "; not used");
        return false;
    }

    /** The frame of a block is good, what is in it is not: it alone is lost. @return false */
    private boolean leaveOut(String what) {
        remarks.damage("damaged after packet " + frames + " (offset " + window.position() + "): " + what + "; it was left out");
        return false;
    }

    @Override
    boolean isRecordHere() throws IOException {
        int type = window.int32(0);
        if (type == SECTION ? !(window.has(SECTION_HEAD) && takeOrder()) : type < 1 || type > LAST_KNOWN) return false;
        long length = window.uint32(4);
        return isLength(length) && window.has(size(length)) && window.uint32(size(length) - 4) == length;
    }

    private static boolean isLength(long length) {
        return length >= FRAME && length <= MAX_BLOCK;
    }

    private static int size(long length) {
        return (int) (length + 3 & ~3);
    }

    /** Goes by the byte-order magic of the section header that starts here. @return whether there is one */
    private boolean takeOrder() {
        ByteOrder before = window.order();
        window.order(ByteOrder.BIG_ENDIAN);
        if (window.int32(8) == ORDER_MAGIC) return true;
        window.order(ByteOrder.LITTLE_ENDIAN);
        if (window.int32(8) == ORDER_MAGIC) return true;
        window.order(before);
        return false;
    }
}
