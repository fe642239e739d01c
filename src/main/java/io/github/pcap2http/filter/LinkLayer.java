package io.github.pcap2http.filter;

import io.github.pcap2http.filter.Unit.Base;
import java.util.Locale;

/** What a link header carries: by EtherType above 1500, or by the service access point of LLC. */
final class LinkLayer {
    static final int LONGEST_8023 = 1500;    // bytes: larger numbers in the length field of Ethernet are EtherTypes

    static final int ETHERTYPE_IP = 0x0800;
    static final int ETHERTYPE_ARP = 0x0806;
    static final int ETHERTYPE_RARP = 0x8035;
    static final int ETHERTYPE_IP6 = 0x86dd;
    static final int ETHERTYPE_ATALK = 0x809b;
    static final int ETHERTYPE_AARP = 0x80f3;
    static final int ETHERTYPE_DECNET = 0x6003;
    static final int ETHERTYPE_IPX = 0x8137;
    static final int ETHERTYPE_XNS = 0x0600;
    static final int SAP_IP = 0x06;
    static final int SAP_SPANNING_TREE = 0x42;
    static final int SAP_IPX = 0xe0;
    static final int SAP_NETBEUI = 0xf0;
    static final int SAP_ISO = 0xfe;
    private static final int SLL_8023 = 1;
    private static final int SLL_8022 = 4;

    private final Unit unit;
    private final Layout layout;

    LinkLayer(Unit unit) {
        this.unit = unit;
        this.layout = unit.layout;
    }

    /** The packet carries {@code type}: an EtherType, or, up to 1500, a service access point. */
    Condition carries(int type) {
        if (layout.labels > 0) return carriedByMpls(type);
        if (layout.wlan()) return unit.and(new Wlan(unit).dataFrame(), llc(type));
        if (layout.ppp()) return unit.equal(Base.TYPE, 0, 2, pppType(type));
        return switch (layout.linkType) {
            case Layout.ETHERNET -> ethernet(type);
            case Layout.LINUX_SLL -> linuxCooked(type);
            case Layout.LINUX_SLL2 -> unit.equal(Base.TYPE, 0, 2, type);
            case Layout.C_HDLC -> unit.equal(Base.TYPE, 0, 2, type == SAP_ISO ? SAP_ISO << 8 | SAP_ISO : type);
            case Layout.RAW -> raw(type);
            case Layout.IPV4 -> type == ETHERTYPE_IP ? unit.always() : unit.never();
            case Layout.IPV6 -> type == ETHERTYPE_IP6 ? unit.always() : unit.never();
            case Layout.NULL, Layout.LOOP -> loopback(type);
            default -> unit.impossible("what packets of this link type carry is not known to filters");
        };
    }

    /** The bottom label, and the version that the IP header begins with (RFC 3032). */
    private Condition carriedByMpls(int type) {
        int version = type == ETHERTYPE_IP ? 0x40 : type == ETHERTYPE_IP6 ? 0x60 : 0;
        if (version == 0) return unit.wrong("behind 'mpls' only IPv4 and IPv6 can be recognised; leave the other protocols out");
        return unit.and(unit.equal(Base.NETWORK, -2, 1, 0x01, 0x01), unit.equal(Base.NETWORK, 0, 1, 0xf0, version));
    }

    private Condition ethernet(int type) {
        return switch (type) {
            case SAP_ISO, SAP_IP, SAP_NETBEUI -> unit.and(is8023(), unit.equal(Base.PAYLOAD, 0, 2, type << 8 | type));
            case SAP_IPX -> unit.or(unit.equal(Base.TYPE, 0, 2, ETHERTYPE_IPX),
                unit.and(is8023(), unit.or(snap(0, ETHERTYPE_IPX), unit.equal(Base.PAYLOAD, 0, 1, SAP_IPX), unit.equal(Base.PAYLOAD, 0, 2, 0xffff))));
            case ETHERTYPE_ATALK, ETHERTYPE_AARP -> unit.or(unit.equal(Base.TYPE, 0, 2, type), unit.and(is8023(), appleSnap(type)));
            default -> type <= LONGEST_8023 && type >= 0
                ? unit.and(is8023(), unit.equal(Base.TYPE, 2, 1, type))
                : unit.equal(Base.TYPE, 0, 2, type);
        };
    }

    private Condition is8023() {
        return unit.greater(Base.TYPE, 0, 2, LONGEST_8023).not();
    }

    private Condition linuxCooked(int type) {
        return switch (type) {
            case SAP_ISO, SAP_IP, SAP_NETBEUI -> unit.and(cooked(SLL_8022), unit.equal(Base.PAYLOAD, 0, 2, type << 8 | type));
            case SAP_IPX -> unit.or(cooked(ETHERTYPE_IPX), cooked(SLL_8023),
                unit.and(cooked(SLL_8022), unit.or(unit.equal(Base.PAYLOAD, 0, 1, SAP_IPX), snap(0, ETHERTYPE_IPX))));
            case ETHERTYPE_ATALK, ETHERTYPE_AARP -> unit.or(cooked(type), unit.and(cooked(SLL_8022), appleSnap(type)));
            default -> type <= LONGEST_8023 && type >= 0
                ? unit.and(cooked(SLL_8022), unit.equal(Base.HEADER, layout.payload.constant(), 1, type))
                : cooked(type);
        };
    }

    private Condition cooked(int type) {
        return unit.equal(Base.TYPE, 0, 2, type);
    }

    private Condition raw(int type) {
        if (type == ETHERTYPE_IP) return unit.equal(Base.HEADER, 0, 1, 0xf0, 0x40);
        if (type == ETHERTYPE_IP6) return unit.equal(Base.HEADER, 0, 1, 0xf0, 0x60);
        return unit.never();
    }

    /** A protocol family as the BSD system that captured numbers it: 24, 28 or 30 for IPv6, depending on which. */
    private Condition loopback(int type) {
        if (type == ETHERTYPE_IP) return family(2);
        if (type == ETHERTYPE_IP6) return unit.or(family(30), family(24), family(28));
        return unit.never();
    }

    /** LOOP has it in network byte order, NULL in the order of the system, which is not known here: either will do. */
    private Condition family(int family) {
        Condition bigEndian = unit.equal(Base.HEADER, 0, 4, family);
        if (layout.linkType == Layout.LOOP) return bigEndian;
        return unit.or(unit.equal(Base.HEADER, 0, 4, Integer.reverseBytes(family)), bigEndian);
    }

    /** Protocol numbers of PPP (RFC 1661 and the registry of IANA). */
    private static int pppType(int type) {
        return switch (type) {
            case ETHERTYPE_IP -> 0x0021;
            case ETHERTYPE_IP6 -> 0x0057;
            case ETHERTYPE_DECNET -> 0x0027;
            case ETHERTYPE_ATALK -> 0x0029;
            case ETHERTYPE_XNS -> 0x0025;
            case SAP_ISO -> 0x0023;
            case SAP_SPANNING_TREE -> 0x0031;
            case SAP_IPX -> 0x002b;
            default -> type;
        };
    }

    /** An LLC header (IEEE 802.2); for EtherTypes with a SNAP header, whose first six bytes are taken on trust. */
    private Condition llc(int type) {
        return switch (type) {
            case SAP_ISO, SAP_IP, SAP_NETBEUI -> unit.equal(Base.PAYLOAD, 0, 2, type << 8 | type);
            case ETHERTYPE_ATALK -> snap(0x080007, type);
            default -> type <= LONGEST_8023 && type >= 0 ? unit.equal(Base.PAYLOAD, 0, 1, type) : unit.equal(Base.PAYLOAD, 6, 2, type);
        };
    }

    private Condition appleSnap(int type) {
        return snap(type == ETHERTYPE_ATALK ? 0x080007 : 0, type);
    }

    private Condition snap(int organization, int type) {
        return unit.equal(Base.PAYLOAD, 0, new byte[] {(byte) 0xaa, (byte) 0xaa, 3,
            (byte) (organization >> 16), (byte) (organization >> 8), (byte) organization, (byte) (type >> 8), (byte) type});
    }

    /** @param type of a PDU, such as {@code ui}; null for any */
    Condition llc(String type) {
        Condition llc = llcHeader();
        if (type == null) return llc;
        Condition control = switch (type.toLowerCase(Locale.ROOT)) {
            case "i" -> unit.anyBit(Base.PAYLOAD, 2, 1, 0x01).not();
            case "s" -> unit.equal(Base.PAYLOAD, 2, 1, 0x03, 0x01);
            case "u" -> unit.equal(Base.PAYLOAD, 2, 1, 0x03, 0x03);
            case "rr" -> supervisory(0x01);
            case "rnr" -> supervisory(0x05);
            case "rej" -> supervisory(0x09);
            case "ui" -> unnumbered(0x03);
            case "ua" -> unnumbered(0x63);
            case "disc" -> unnumbered(0x43);
            case "dm" -> unnumbered(0x0f);
            case "sabme" -> unnumbered(0x6f);
            case "test" -> unnumbered(0xe3);
            case "xid" -> unnumbered(0xaf);
            case "frmr" -> unnumbered(0x87);
            default -> unit.wrong("unknown type of LLC PDU '" + type
                + "'; known are i, s, u, rr, rnr, rej, ui, ua, disc, dm, sabme, test, xid, frmr");
        };
        return unit.and(llc, control);
    }

    private Condition llcHeader() {
        if (layout.wlan()) return new Wlan(unit).dataFrame();
        if (layout.linkType == Layout.ETHERNET) return unit.and(is8023(), unit.equal(Base.PAYLOAD, 0, 2, 0xffff).not());
        return unit.impossible("'llc' needs Ethernet or 802.11");
    }

    private Condition supervisory(int type) {
        return unit.equal(Base.PAYLOAD, 2, 1, 0x0f, type);
    }

    private Condition unnumbered(int type) {
        return unit.equal(Base.PAYLOAD, 2, 1, 0xef, type);
    }

    Condition outbound() {
        if (layout.linkType == Layout.LINUX_SLL) return unit.equal(Base.HEADER, 0, 2, 4);
        if (layout.linkType == Layout.LINUX_SLL2) return unit.equal(Base.HEADER, 10, 1, 4);
        return unit.impossible("'inbound' and 'outbound' need a Linux cooked capture (tcpdump -i any)");
    }

    Condition interfaceIndex(int index) {
        if (layout.linkType == Layout.LINUX_SLL2) return unit.equal(Base.HEADER, 4, 4, index);
        return unit.impossible("'ifindex' needs a Linux cooked capture, version 2 (tcpdump -i any -y LINUX_SLL2)");
    }
}
