package io.github.pcap2http.dissect;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.capture.LinkType;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.Address;
import io.github.pcap2http.packet.Encapsulation;
import io.github.pcap2http.packet.Header;
import io.github.pcap2http.packet.HeaderWalk;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what is in the headers of a packet. It knows pieces of datagrams, so it is to be asked about each packet. Never throws, whatever is in
 * the packet; nothing of the payload of TCP and UDP is ever in what it says. Belongs to one thread.
 */
public final class Dissector {
    private final HeaderWalk walk = new HeaderWalk();
    private List<Header> headers = List.of();
    private String source;
    private String destination;

    /** What the other methods speak of from now on. @param packet valid while they are called */
    public void look(Packet packet) {
        headers = walk.of(packet);
        source = "-";
        destination = "-";
        for (Header header : headers) addresses(header);
    }

    /** @return the innermost address: of IP, with its port where that is known, else of hardware; {@code -} for none */
    public String source() {
        return source;
    }

    public String destination() {
        return destination;
    }

    private void addresses(Header header) {
        Bytes bytes = header.bytes();
        switch (header.kind()) {
            case LINK -> {
                if (header.number() == 1 && bytes.length() >= 12) ends(Fields.mac(bytes, 6, 6), Fields.mac(bytes, 0, 6));
                if (header.number() == 113 && bytes.length() >= 16) ends(Fields.mac(bytes, 6, 6), "-");   // cooked: the sender's alone
                if (header.number() == 276 && bytes.length() >= 20) ends(Fields.mac(bytes, 12, 6), "-");
            }
            case ETHER_TYPE -> ip(header.number(), bytes);
            case IP_PROTOCOL -> {
                if (header.number() == 4 || header.number() == 41) ip(header.number() == 4 ? 0x0800 : 0x86dd, bytes);
                else if (hasPorts(header.number())) ports(bytes);
            }
            default -> { }
        }
    }

    private void ip(int type, Bytes bytes) {
        if (type == 0x0800 && bytes.length() >= 20) ends(Address.text(bytes.slice(12, 16)), Address.text(bytes.slice(16, 20)));
        if (type == 0x86dd && bytes.length() >= 40) ends(Address.text(bytes.slice(8, 24)), Address.text(bytes.slice(24, 40)));
    }

    /** @return whether the protocol is TCP, UDP or SCTP */
    static boolean hasPorts(int protocol) {
        return protocol == 6 || protocol == 17 || protocol == 132;
    }

    private void ports(Bytes bytes) {
        if (bytes.length() < 4) return;
        ends(withPort(source, bytes.uint16(0)), withPort(destination, bytes.uint16(2)));
    }

    static String withPort(String address, int port) {
        return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }

    private void ends(String from, String to) {
        source = from;
        destination = to;
    }

    /** @return tags and tunnels that it came in, outermost first, with their ids: {@code VLAN 5}, {@code VXLAN 42}; mostly none */
    public List<String> inside() {
        List<String> inside = new ArrayList<>(0);
        for (Header header : headers) {
            Encapsulation around = header.around();
            if (around != null && around != Encapsulation.FRAGMENTED) inside.add(header.id() < 0 ? around.toString() : around + " " + header.id());
        }
        return inside;
    }

    /** @return names of the flags of a TCP segment, the only one of the packet: {@code PSH ACK}; {@code none} */
    public String flags() {
        return TcpFields.flags(headers.isEmpty() ? 0 : TcpFields.flagsOf(headers.get(headers.size() - 1).bytes()));
    }

    /** @return what a packet is that has no TCP segment, in a few words: {@code UDP, 34 bytes}, {@code ARP request: ...} */
    public String words() {
        if (headers.isEmpty()) return "link type of no known number";
        Header last = headers.get(headers.size() - 1);
        return switch (walk.end()) {
            case SEGMENT -> "TCP";
            case FRAGMENT -> fragment(last);
            case MALFORMED -> name(last) + ", malformed";
            case SNAPPED -> name(last) + ", cut off by the capture";
            case UNKNOWN_LINK -> "link type " + LinkType.name(last.number()) + ", which is not known";
            case ENCRYPTED -> name(last) + ", encrypted";
            case TOO_DEEP -> "more headers in each other than are looked at";
            case NOT_IP -> name(last) + notIp(last);
            case OTHER -> other(last);
        };
    }

    private static String notIp(Header last) {
        return last.kind() == Header.Kind.LLC && last.bytes().length() >= 2 ? " " + Fields.hex(last.bytes().uint8(0), 2) : ", no IP";
    }

    private static String fragment(Header last) {
        Bytes bytes = last.bytes();
        boolean four = last.kind() != Header.Kind.IP_PROTOCOL || last.number() == 4;
        if (!four) return "IPv6 fragment" + (bytes.length() < 8 ? "" : ", offset " + (bytes.uint16(2) & 0xfff8) + ", identification " + Fields.hex(bytes.int32(4), 8));
        if (bytes.length() < 20) return "IPv4 fragment";
        return "IPv4 fragment of " + Names.ofIpProtocol(bytes.uint8(9)) + ", offset " + (bytes.uint16(6) & 0x1fff) * 8 + ", identification " + Fields.hex(bytes.uint16(4), 4);
    }

    private static String other(Header last) {
        Bytes bytes = last.bytes();
        if (last.kind() == Header.Kind.ETHER_TYPE && last.number() == 0x0806) return IpFields.arpInWords(bytes);
        if (last.kind() != Header.Kind.IP_PROTOCOL || bytes.isEmpty()) return name(last);
        return switch (last.number()) {
            case 17 -> bytes.length() < 8 ? "UDP" : "UDP, " + Math.max(0, bytes.uint16(4) - 8) + " bytes";
            case 1 -> "ICMP " + Names.icmp(bytes.uint8(0)) + IcmpError.words(bytes, false);
            case 58 -> "ICMPv6 " + Names.icmp6(bytes.uint8(0)) + IcmpError.words(bytes, true);
            default -> name(last);
        };
    }

    private static String name(Header header) {
        String name = switch (header.kind()) {
            case LINK -> header.number() == 1 ? "Ethernet" : LinkFields.name(header.number());
            case ETHER_TYPE -> header.number() == 0 ? "IP" : Names.etherType(header.number());
            case IP_PROTOCOL -> Names.ipProtocol(header.number());
            default -> header.kind().toString();
        };
        if (name != null) return name;
        return header.kind() == Header.Kind.IP_PROTOCOL ? "IP protocol " + header.number() : "EtherType " + Fields.hex(header.number(), 4);
    }

    // ---- layers

    /** @return all headers, outermost first */
    public List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        Bytes ip = Bytes.EMPTY;
        boolean together = false;   // the next header is of a datagram as a whole: it was made up of that of its first piece
        for (Header header : headers) {
            boolean isIp = header.kind() == Header.Kind.ETHER_TYPE && (header.number() == 0x0800 || header.number() == 0x86dd)
                || header.kind() == Header.Kind.IP_PROTOCOL && (header.number() == 4 || header.number() == 41);
            if (isIp) ip = header.bytes();
            if (isIp && together) {
                layers.add(new Layer(name(header), List.of("put together of pieces, of which this packet has the last to come", header.sent() + " bytes")));
                together = false;
                continue;
            }
            together = header.around() == Encapsulation.FRAGMENTED;
            if (header.kind() == Header.Kind.IP_PROTOCOL && header.number() == 43) ip = Bytes.EMPTY;   // the checksum is over the last address of the route
            add(header, ip, layers);
        }
        switch (walk.end()) {
            case MALFORMED -> layers.add(new Layer("", List.of("malformed")));
            case SNAPPED -> layers.add(new Layer("", List.of("the rest was not captured")));
            case TOO_DEEP -> layers.add(new Layer("", List.of("more headers in each other than are looked at")));
            case ENCRYPTED -> layers.add(new Layer("", List.of("encrypted")));
            default -> { }
        }
        return layers;
    }

    private static void add(Header header, Bytes ip, List<Layer> layers) {
        Bytes bytes = header.bytes();
        switch (header.kind()) {
            case LINK -> layers.add(LinkFields.link(header.number(), bytes, header.length()));
            case LLC -> layers.add(LinkFields.llc(bytes));
            case ETHER_TYPE -> {
                if (!isTunnel(header)) layers.add(ofEtherType(header));
            }
            case IP_PROTOCOL -> inIp(header, ip, layers);
            default -> { }
        }
        if (isTunnel(header)) layers.add(new Layer(header.around().toString(), header.id() < 0 ? List.of() : List.of(idName(header) + " " + header.id())));
    }

    private static Layer ofEtherType(Header header) {
        Bytes bytes = header.bytes();
        return switch (header.number()) {
            case 0x0800 -> IpFields.ipv4(bytes);
            case 0x86dd -> IpFields.ipv6(bytes);
            case 0x0806 -> IpFields.arp(bytes);
            case 0x8100, 0x88a8, 0x9100, 0x9200, 0x9300 -> LinkFields.vlan(header.number(), bytes);
            case 0x8847, 0x8848 -> LinkFields.mpls(bytes);
            case 0x8864 -> LinkFields.pppoe(bytes);
            default -> new Layer(name(header), List.of());
        };
    }

    private static void inIp(Header header, Bytes ip, List<Layer> layers) {
        Bytes bytes = header.bytes();
        switch (header.number()) {
            case 4 -> layers.add(IpFields.ipv4(bytes));
            case 41 -> layers.add(IpFields.ipv6(bytes));
            case 6 -> TcpFields.add(bytes, header.sent(), IpFields.pseudoHeader(ip, header.sent()), layers);
            case 17 -> layers.add(IpFields.udp(bytes));
            case 1, 58 -> layers.add(IpFields.icmp(bytes, header.number() == 58));
            case 0, 43, 44, 51, 60, 135, 139, 140 -> layers.add(IpFields.extension(header.number(), bytes, header.length()));
            default -> {
                if (!isTunnel(header)) layers.add(new Layer(name(header), List.of()));
            }
        }
    }

    /** What is in tags and labels is said with them. */
    private static boolean isTunnel(Header header) {
        if (header.around() == null) return false;
        return switch (header.around()) {
            case VLAN, MPLS, PPPOE, IP_IN_IP, FRAGMENTED -> false;
            default -> true;
        };
    }

    private static String idName(Header header) {
        return switch (header.around()) {
            case VXLAN, GENEVE -> "VNI";
            case GRE -> "Key";
            case GTP -> "TEID";
            case PBB -> "I-SID";
            case ERSPAN -> "Session";
            case NSH -> "Service Path";
            case LISP -> "Instance";
            default -> "Id";
        };
    }
}
