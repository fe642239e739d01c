package io.github.pcap2http.dissect;

import io.github.pcap2http.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The TCP header (RFC 9293, section 3.1) and its options. */
final class TcpFields {
    private static final int LEAST = 20;   // bytes
    private static final String[] FLAGS = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"};
    private static final int[] FLAG_ORDER = {8, 7, 6, 5, 1, 0, 2, 3, 4};   // SYN ACK, FIN PSH ACK: as people say them

    private TcpFields() { }

    /** @param flags all nine, the lowest bit is FIN. @return such as {@code PSH ACK}; {@code none} */
    static String flags(int flags) {
        StringBuilder names = new StringBuilder();
        for (int bit : FLAG_ORDER) {
            if ((flags >> bit & 1) != 0) names.append(names.length() == 0 ? "" : " ").append(FLAGS[bit]);
        }
        return names.length() == 0 ? "none" : names.toString();
    }

    /** @param bytes from the TCP header on. @return all nine flags; 0 when they are not there */
    static int flagsOf(Bytes bytes) {
        return bytes.length() < 14 ? 0 : bytes.uint16(12) & 0x1ff;
    }

    /** @param sent bytes of the segment on the wire. @param pseudo sum of the pseudo header; -1 when it is not known */
    static void add(Bytes bytes, int sent, long pseudo, List<Layer> layers) {
        Fields tcp = new Fields(bytes);
        if (!tcp.has(LEAST)) {
            if (tcp.has(4)) tcp.uint16("Source Port", 0).uint16("Destination Port", 2);
            layers.add(tcp.cut("TCP", LEAST));
            return;
        }
        int header = (bytes.uint8(12) >> 4) * 4;
        tcp.uint16("Source Port", 0).uint16("Destination Port", 2).uint32("Sequence Number", 4).uint32("Acknowledgment Number", 8)
            .add("Data Offset " + header).add("Flags " + Fields.hex(flagsOf(bytes), 3) + " (" + flags(flagsOf(bytes)) + ")").uint16("Window", 14)
            .add("Checksum " + Fields.hex(bytes.uint16(16), 4) + remark(bytes, sent, pseudo)).uint16("Urgent Pointer", 18);
        layers.add(tcp.layer("TCP"));
        List<String> options = options(bytes.slice(LEAST, Math.max(LEAST, Math.min(header, bytes.length()))));
        if (!options.isEmpty()) layers.add(new Layer("  options", options));
        if (header < LEAST || header > sent) return;
        int captured = Math.max(0, bytes.length() - header);
        int payload = sent - header;
        layers.add(new Layer("Payload", List.of(payload + " bytes" + (captured < payload ? ", of which " + captured + " were captured" : ""))));
    }

    private static String remark(Bytes bytes, int sent, long pseudo) {
        if (pseudo < 0 || sent != bytes.length()) return "";
        if (Checksum.sum(bytes, 0, sent, pseudo) == 0xffff) return " (correct)";
        boolean partial = Checksum.sum(Bytes.EMPTY, 0, 0, pseudo) == bytes.uint16(16);
        return partial ? " (of the addresses only: the network card fills in the rest)" : " (wrong)";
    }

    /** @return the options in their order; what is no option is said in words */
    static List<String> options(Bytes options) {
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < options.length()) {
            int kind = options.uint8(at);
            if (kind == 0) break;   // end of the list
            if (kind == 1) {
                int first = at;
                while (at < options.length() && options.uint8(at) == 1) at++;
                names.add(at - first == 1 ? "NOP" : at - first + " NOP");
                continue;
            }
            int length = at + 1 < options.length() ? options.uint8(at + 1) : 0;
            if (length < 2 || at + length > options.length()) {
                names.add("option " + kind + " is broken");
                break;
            }
            names.add(option(kind, new Fields(options.slice(at, at + length))));
            at += length;
        }
        return names;
    }

    private static String option(int kind, Fields option) {
        int length = option.bytes.length();
        return switch (kind) {
            case 2 -> length == 4 ? "MSS " + option.bytes.uint16(2) : broken(kind);
            case 3 -> length == 3 ? "Window Scale " + option.bytes.uint8(2) + " (times " + (1L << Math.min(14, option.bytes.uint8(2))) + ")" : broken(kind);
            case 4 -> "SACK Permitted";
            case 5 -> length % 8 == 2 ? "SACK" + blocks(option) : broken(kind);
            case 8 -> length == 10 ? "Timestamps " + option.uint32(2) + " echo " + option.uint32(6) : broken(kind);
            case 19 -> "MD5 Signature";
            case 28 -> "User Timeout";
            case 29 -> "TCP-AO";
            case 30 -> "Multipath TCP";
            case 34 -> length == 2 ? "Fast Open Cookie Request" : "Fast Open Cookie of " + (length - 2) + " bytes";
            default -> "option " + kind + " of " + length + " bytes";
        };
    }

    private static String broken(int kind) {
        return "option " + kind + " is broken";
    }

    private static String blocks(Fields option) {
        StringBuilder blocks = new StringBuilder();
        for (int at = 2; at + 8 <= option.bytes.length(); at += 8) blocks.append(' ').append(option.uint32(at)).append('-').append(option.uint32(at + 4));
        return blocks.toString();
    }
}
