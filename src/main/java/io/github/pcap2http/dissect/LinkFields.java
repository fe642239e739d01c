package io.github.pcap2http.dissect;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.capture.LinkType;

/** Link headers and tags. */
final class LinkFields {
    private static final int ETHERNET = 1;

    private LinkFields() { }

    /** @param length of the header; -1 when nobody could go over it */
    static Layer link(int type, Bytes bytes, int length) {
        return switch (type) {
            case ETHERNET -> ethernet(bytes);
            case 113 -> sll(bytes);
            case 276 -> sll2(bytes);
            case 0, 108 -> loopback(type, bytes);
            default -> new Fields(bytes).add(length < 0 ? "not shown in detail" : length + " bytes").layer(name(type));
        };
    }

    /** @return such as {@code NULL} */
    static String name(int type) {
        String name = LinkType.name(type);
        return name.indexOf(' ') < 0 ? "link type " + name : name.substring(name.indexOf(' ') + 1);
    }

    /*  0 destination   6 source   12 EtherType; up to 1500: length of an LLC frame  */
    private static Layer ethernet(Bytes bytes) {
        Fields link = new Fields(bytes);
        if (!link.has(14)) return link.cut("Ethernet", 14);
        return link.mac("Destination", 0).mac("Source", 6).add(typeOrLength(bytes.uint16(12))).layer("Ethernet");
    }

    private static String typeOrLength(int type) {
        return type <= 1500 ? "Length " + type : "Type " + Names.ofEtherType(type);
    }

    /*  0 packet type   2 ARPHRD_ type   4 address length   6 address   14 protocol  */
    private static Layer sll(Bytes bytes) {
        Fields link = new Fields(bytes);
        if (!link.has(16)) return link.cut("Linux cooked v1", 16);
        return link.add("Packet Type " + packetType(bytes.uint16(0))).uint16("ARPHRD_ Type", 2).uint16("Link-Layer Address Length", 4)
            .add(address(bytes, 6, bytes.uint16(4))).add("Protocol " + Names.ofEtherType(bytes.uint16(14))).layer("Linux cooked v1");
    }

    /*  0 protocol   2 reserved   4 interface index   8 ARPHRD_ type   10 packet type   11 address length   12 address  */
    private static Layer sll2(Bytes bytes) {
        Fields link = new Fields(bytes);
        if (!link.has(20)) return link.cut("Linux cooked v2", 20);
        return link.add("Protocol " + Names.ofEtherType(bytes.uint16(0))).uint32("Interface Index", 4).uint16("ARPHRD_ Type", 8)
            .add("Packet Type " + packetType(bytes.uint8(10))).uint8("Link-Layer Address Length", 11).add(address(bytes, 12, bytes.uint8(11))).layer("Linux cooked v2");
    }

    private static String address(Bytes bytes, int index, int length) {
        int there = Math.min(length, 8);
        return "Link-Layer Address " + (there == 0 ? "none" : Fields.mac(bytes, index, there));
    }

    private static String packetType(int type) {
        return type + switch (type) {
            case 0 -> " (to this host)";
            case 1 -> " (broadcast)";
            case 2 -> " (multicast)";
            case 3 -> " (to another host)";
            case 4 -> " (sent by this host)";
            default -> "";
        };
    }

    private static Layer loopback(int type, Bytes bytes) {
        Fields link = new Fields(bytes);
        if (!link.has(4)) return link.cut(name(type), 4);
        int family = bytes.int32(0);
        return link.add("Address Family " + (family >>> 16 == 0 ? family : Integer.reverseBytes(family))).layer(name(type));
    }

    /*  0 priority (3 bits), drop eligible (1 bit), VLAN identifier   2 EtherType, or length of an LLC frame  (IEEE 802.1Q)  */
    static Layer vlan(int tag, Bytes bytes) {
        String name = tag == 0x8100 ? "VLAN" : "Service VLAN";
        Fields vlan = new Fields(bytes);
        if (!vlan.has(4)) return vlan.cut(name, 4);
        int control = bytes.uint16(0);
        return vlan.add("PCP " + (control >> 13)).add("DEI " + (control >> 12 & 1)).add("VID " + (control & 0xfff)).add(typeOrLength(bytes.uint16(2))).layer(name);
    }

    /*  0 label (20 bits), class (3 bits), bottom of stack (1 bit), time to live  (RFC 3032)  */
    static Layer mpls(Bytes bytes) {
        Fields mpls = new Fields(bytes);
        if (!mpls.has(4)) return mpls.cut("MPLS", 4);
        int entry = bytes.int32(0);
        return mpls.add("Label " + (entry >>> 12)).add("TC " + (entry >> 9 & 7)).add("S " + (entry >> 8 & 1)).add("TTL " + (entry & 0xff)).layer("MPLS");
    }

    /*  0 version, type   1 code   2 session   4 length   6 protocol of PPP  (RFC 2516)  */
    static Layer pppoe(Bytes bytes) {
        Fields pppoe = new Fields(bytes);
        if (!pppoe.has(8)) return pppoe.cut("PPPoE", 8);
        return pppoe.add("Code " + Fields.hex(bytes.uint8(1), 2)).hex16("Session ID", 2).uint16("Length", 4).add("PPP Protocol " + Fields.hex(bytes.uint16(6), 4)).layer("PPPoE");
    }

    /*  0 destination service   1 source service   2 control   3 organisation and protocol, if the services are 0xaa  (IEEE 802.2)  */
    static Layer llc(Bytes bytes) {
        Fields llc = new Fields(bytes);
        if (!llc.has(3)) return llc.cut("LLC", 3);
        llc.add("DSAP " + Fields.hex(bytes.uint8(0), 2)).add("SSAP " + Fields.hex(bytes.uint8(1), 2)).add("Control " + Fields.hex(bytes.uint8(2), 2));
        boolean snap = bytes.uint16(0) == 0xaaaa && llc.has(8);
        return (snap ? llc.add("OUI " + Fields.hex(llc.uint24(3), 6)).add("Protocol " + Names.ofEtherType(bytes.uint16(6))) : llc).layer("LLC");
    }
}
