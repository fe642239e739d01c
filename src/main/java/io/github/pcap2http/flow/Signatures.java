package io.github.pcap2http.flow;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.stream.Detector;
import io.github.pcap2http.stream.Detector.Verdict;
import java.util.regex.Pattern;

/** By what the protocols are recognised that are known by name only: their first bytes, as their specifications have them. */
final class Signatures {
    private static final int MAX_LINE = 512;   // bytes of a first line; RFC 5321, section 4.5.3.1, has no longer ones, nor RFC 1459
    private static final int ANY = -1;
    private static final Detector GIT_SERVICE = text(Verdict.CLIENT, "git-upload-pack ", "git-receive-pack ", "git-upload-archive ");
    private static final Detector XML = text(Verdict.CLIENT, "<?xml ", "<stream:stream");
    private static final Detector MQTT_NAME = text(Verdict.CLIENT, "\0\4MQTT", "\0\6MQIsdp");

    private Signatures() { }

    /** Begins with one of these. */
    static Detector text(Verdict yes, String... begins) {
        return new Text(yes, begins);
    }

    private static final class Text implements Detector {
        private final Verdict yes;
        private final String[] begins;

        Text(Verdict yes, String... begins) {
            this.yes = yes;
            this.begins = begins;
        }

        @Override
        public Verdict look(Bytes first, boolean cut) {
            boolean maybe = false;
            for (String begin : begins) {
                if (first.startsWith(begin)) return yes;
                maybe |= first.length() < begin.length() && begin.startsWith(first.latin1());
            }
            return maybe && !cut ? Verdict.MAYBE : Verdict.NO;
        }
    }

    /** Begins with one of these: bytes as two hexadecimal digits each; two dots stand for any byte. */
    static Detector hex(Verdict yes, String... begins) {
        return new Octets(yes, begins);
    }

    private static final class Octets implements Detector {
        private final Verdict yes;
        private final int[][] patterns;

        Octets(Verdict yes, String... begins) {
            this.yes = yes;
            this.patterns = new int[begins.length][];
            for (int i = 0; i < begins.length; i++) patterns[i] = octets(begins[i]);
        }

        @Override
        public Verdict look(Bytes first, boolean cut) {
            boolean maybe = false;
            for (int[] pattern : patterns) {
                int length = Math.min(pattern.length, first.length());
                int i = 0;
                while (i < length && (pattern[i] == ANY || pattern[i] == first.uint8(i))) i++;
                if (i == pattern.length) return yes;
                maybe |= i == length;
            }
            return maybe && !cut ? Verdict.MAYBE : Verdict.NO;
        }
    }

    private static int[] octets(String pattern) {
        String[] digits = pattern.split(" ");
        int[] octets = new int[digits.length];
        for (int i = 0; i < octets.length; i++) octets[i] = digits[i].equals("..") ? ANY : Integer.parseInt(digits[i], 16);
        return octets;
    }

    /** The first line, without its end, is as the regular expression says, in upper or lower case. */
    static Detector line(Verdict yes, String regex) {
        return new Line(yes, regex);
    }

    private static final class Line implements Detector {
        private final Verdict yes;
        private final String regex;
        private Pattern pattern;   // null until there is a line; threads may each make it

        Line(Verdict yes, String regex) {
            this.yes = yes;
            this.regex = regex;
        }

        @Override
        public Verdict look(Bytes first, boolean cut) {
            int end = first.indexOf('\n', 0);
            if (end < 0) return !cut && first.length() <= MAX_LINE ? Verdict.MAYBE : Verdict.NO;
            if (end > MAX_LINE) return Verdict.NO;
            String line = first.latin1(0, end > 0 && first.at(end - 1) == '\r' ? end - 1 : end);
            return pattern().matcher(line).matches() ? yes : Verdict.NO;
        }

        private Pattern pattern() {
            Pattern made = pattern;
            if (made == null) {
                made = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
                pattern = made;
            }
            return made;
        }
    }

    /** Requests and responses that look like those of HTTP but for the version's name; requests also in a WebSocket frame (RFC 7118). */
    static final class LikeHttp implements Detector {
        private static final byte TEXT_FRAME = (byte) 0x81;   // whole messages, RFC 6455, section 5.2
        private static final byte BINARY_FRAME = (byte) 0x82;

        private final String lineEnd;
        private final Detector response;

        LikeHttp(String version) {
            this.lineEnd = " " + version;
            this.response = text(Verdict.SERVER, version);
        }

        @Override
        public Verdict look(Bytes first, boolean cut) {
            Verdict server = response.look(first, cut);
            if (server != Verdict.NO) return server;
            boolean method = first.at(0) >= 'A' && first.at(0) <= 'Z';
            boolean frame = isFrame(first.at(0));
            if (!method && !frame) return Verdict.NO;
            int end = first.indexOf('\n', 0);
            if (end < 0) return cut || frame || first.length() > 4096 ? Verdict.NO : Verdict.MAYBE;
            int minor = (end > 0 && first.at(end - 1) == '\r' ? end - 1 : end) - 1;   // the version's last digit
            int version = minor - lineEnd.length();
            return version > 0 && first.from(version).startsWith(lineEnd) ? Verdict.CLIENT : Verdict.NO;
        }

        @Override
        public boolean mayBegin(byte first) {
            return isFrame(first) || Detector.super.mayBegin(first);   // a frame is believed once its first line is there, and not waited for
        }

        private static boolean isFrame(byte first) {
            return first == TEXT_FRAME || first == BINARY_FRAME;
        }
    }

    /** A handshake record with a hello in it (RFC 8446, sections 4 and 5.1). */
    static final class TlsHello implements Detector {
        @Override
        public Verdict look(Bytes first, boolean cut) {
            if (first.at(0) != 0x16 || first.length() > 1 && first.at(1) != 3) return Verdict.NO;
            if (first.length() < 6) return cut ? Verdict.NO : Verdict.MAYBE;
            boolean sane = first.uint8(2) <= 4 && first.uint16(3) >= 4 && first.uint16(3) <= 16384 + 2048;
            return !sane ? Verdict.NO : first.at(5) == 1 ? Verdict.CLIENT : first.at(5) == 2 ? Verdict.SERVER : Verdict.NO;
        }
    }

    /** Any record of TLS 1.0 to 1.3, whose version is never above 3.3, where the capture began in mid-stream (RFC 8446, section 5.1). */
    static boolean isTlsRecord(Bytes first) {
        int type = first.uint8(0);
        int length = first.uint16(3);
        boolean change = type == 0x14 && length == 1;
        boolean alert = type == 0x15 && (length == 2 || length >= 18 && length <= 64);
        boolean other = (type == 0x16 || type == 0x17) && length >= 17 && length <= 16384 + 2048;
        return (change || alert || other) && first.at(1) == 3 && first.uint8(2) <= 3;
    }

    /** A pkt-line, whose length is in four hexadecimal digits (gitprotocol-pack, "Git Transport"). */
    static Verdict git(Bytes first, boolean cut) {
        for (int i = 0; i < Math.min(4, first.length()); i++) {
            if (Character.digit(first.at(i), 16) < 0) return Verdict.NO;
        }
        if (first.length() <= 4) return cut ? Verdict.NO : Verdict.MAYBE;
        return GIT_SERVICE.look(first.from(4), cut);
    }

    /** A message header, in little endian: length, id, id of the request (none), and OP_MSG or OP_QUERY (MongoDB wire protocol). */
    static boolean isMongo(Bytes first) {
        int length = Integer.reverseBytes(first.int32(0));
        int operation = Integer.reverseBytes(first.int32(12));
        return length >= 16 && length <= 48_000_000 && first.int32(8) == 0 && (operation == 2013 || operation == 2004);
    }

    /** A connection request of X.224 in a TPKT: nothing behind its fixed part, a cookie, or a negotiation request (MS-RDPBCGR, 2.2.1.1). */
    static boolean isRdp(Bytes first) {
        boolean request = first.uint16(0) == 0x0300 && first.uint8(5) == 0xe0 && first.uint16(6) == 0 && first.uint16(2) == first.uint8(4) + 5;
        return request && (first.at(11) == 'C' || first.at(11) == 1);
    }

    /** The stream's opening tag, perhaps behind an XML declaration (RFC 6120, section 4.2). */
    static Verdict xmpp(Bytes first, boolean cut) {
        Verdict begin = XML.look(first, cut);
        if (begin != Verdict.CLIENT || first.startsWith("<stream:stream")) return begin;
        if (first.latin1(0, Math.min(first.length(), MAX_LINE)).contains("<stream:stream")) return Verdict.CLIENT;
        return cut || first.length() >= MAX_LINE ? Verdict.NO : Verdict.MAYBE;
    }

    /** A header of the binary protocol: request, opcode, lengths that fit into each other, data type 0. */
    static boolean isMemcached(Bytes first) {
        long inside = first.uint16(2) + first.uint8(4);
        long body = first.int32(8) & 0xffff_ffffL;
        return first.uint8(0) == 0x80 && first.uint8(1) <= 0x24 && first.at(5) == 0 && first.uint8(4) <= 20 && inside <= body && body <= 64 << 20;
    }

    /** IAC and WILL, WONT, DO or DONT with an option (RFC 854). */
    static boolean isTelnet(Bytes first) {
        return first.uint8(0) == 0xff && first.uint8(1) >= 0xfb && first.uint8(1) <= 0xfe && (first.uint8(2) <= 49 || first.uint8(2) == 0xff);
    }

    /** The server's first packet: length in little endian, number 0, protocol version 10, its own version as text. */
    static boolean isMySql(Bytes first) {
        boolean packet = first.at(2) == 0 && first.at(3) == 0 && first.at(4) == 10;
        return packet && Character.isDigit(first.at(5)) && (first.at(6) == '.' || Character.isDigit(first.at(6)));
    }

    /** A StartupMessage of protocol 3: length, version, the name of a parameter (PostgreSQL, "Message Formats"). */
    static boolean isPostgres(Bytes first) {
        return first.uint16(0) == 0 && first.uint16(2) >= 9 && first.uint16(4) == 3 && first.at(8) >= 'a' && first.at(8) <= 'z';
    }

    /** A ConnectRequest: length, version 0, last zxid, timeout, session, and a password of 16 bytes. @param length in hexadecimal */
    static String zooKeeper(String length) {
        return "00 00 00 " + length + " 00 00 00 00" + " ..".repeat(20) + " 00 00 00 10";
    }

    /** OPTIONS, or STARTUP with its map; before version 3 the stream number has one byte (CQL binary protocol, sections 2 and 4.1). */
    static Verdict cassandra(Bytes first, boolean cut) {
        int version = first.uint8(0);
        if (version < 1 || version > 5) return Verdict.NO;
        int header = version < 3 ? 8 : 9;
        if (first.length() < header) return cut ? Verdict.NO : Verdict.MAYBE;
        int operation = first.uint8(header - 5);
        int length = first.int32(header - 4);
        if (operation == 5 && length == 0 && first.uint8(1) <= 0x10) return Verdict.CLIENT;
        if (operation != 1 || length < 22 || length > MAX_LINE) return Verdict.NO;
        if (first.latin1(header, Math.min(first.length(), header + length)).contains("CQL_VERSION")) return Verdict.CLIENT;
        return first.length() < header + length && !cut ? Verdict.MAYBE : Verdict.NO;
    }

    /** CONNECT: its length in 1 to 4 bytes of 7 bits, then the protocol's name (MQTT 5.0, section 3.1; "MQIsdp" is that of 3.1). */
    static Verdict mqtt(Bytes first, boolean cut) {
        if (first.at(0) != 0x10) return Verdict.NO;
        int i = 1;
        while (i < 4 && i < first.length() && first.at(i) < 0) i++;
        if (i + 1 >= first.length()) return cut ? Verdict.NO : Verdict.MAYBE;
        return MQTT_NAME.look(first.from(i + 1), cut);
    }

    /** LDAPMessage: a SEQUENCE with an INTEGER and a request to bind, to search, or an extended one (RFC 4511, section 4.1.1). */
    static Verdict ldap(Bytes first, boolean cut) {
        if (first.at(0) != 0x30) return Verdict.NO;
        if (first.length() < 2) return cut ? Verdict.NO : Verdict.MAYBE;
        int more = first.uint8(1) - 0x80;   // bytes of the length, in the long form
        if (more > 4 || more == 0) return Verdict.NO;
        int id = 2 + Math.max(more, 0);
        if (first.length() < id + 2) return cut ? Verdict.NO : Verdict.MAYBE;
        int idLength = first.uint8(id + 1);
        if (first.at(id) != 2 || idLength < 1 || idLength > 4) return Verdict.NO;
        int operation = id + 2 + idLength;
        if (first.length() <= operation) return cut ? Verdict.NO : Verdict.MAYBE;
        int tag = first.uint8(operation);
        return tag == 0x60 || tag == 0x63 || tag == 0x77 ? Verdict.CLIENT : Verdict.NO;
    }

    /**
     * A query with its length before it (RFC 1035, section 4.2.2): one question, no answers, at most two additional records, and a name of
     * sane labels.
     */
    static Verdict dns(Bytes first, boolean cut) {
        if (first.length() < 14) return cut ? Verdict.NO : Verdict.MAYBE;
        boolean query = first.uint16(0) >= 17 && (first.uint16(4) & 0xf840) == 0;
        boolean counts = first.uint16(6) == 1 && first.int32(8) == 0 && first.uint16(12) <= 2;
        if (!query || !counts) return Verdict.NO;
        int i = 14;
        while (i < first.length() && first.at(i) > 0 && first.at(i) <= 63 && i < 14 + 255) i += 1 + first.at(i);
        if (i + 5 > first.length()) return cut ? Verdict.NO : Verdict.MAYBE;
        int type = first.uint16(i + 1);
        int family = first.uint16(i + 3) & 0x7fff;
        return first.at(i) == 0 && type > 0 && (family == 1 || family == 3 || family == 255) ? Verdict.CLIENT : Verdict.NO;
    }

    /** A request header: length, API, version, correlation, and the client's id, which is text (Kafka protocol, "Messages"). */
    static Verdict kafka(Bytes first, boolean cut) {
        if (first.length() < 14) return cut ? Verdict.NO : Verdict.MAYBE;
        int length = first.int32(0);
        int client = first.uint16(12);
        boolean sane = first.uint16(4) <= 100 && first.uint16(6) <= 20 && first.int32(8) >= 0 && client > 0 && client <= 255 && length >= 10 + client;
        if (!sane || length > 1 << 20) return Verdict.NO;
        if (first.length() < 14 + client) return cut ? Verdict.NO : Verdict.MAYBE;
        boolean printable = first.latin1(14, 14 + client).chars().allMatch(c -> c > ' ' && c < 0x7f);
        return printable ? Verdict.CLIENT : Verdict.NO;
    }
}
