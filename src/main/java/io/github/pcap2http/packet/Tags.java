package io.github.pcap2http.packet;

/** Headers between the link and the network: VLAN tags and LLC. */
final class Tags {
    private Tags() { }

    /*  0 priority (4 bits), VLAN id (12 bits)   2 EtherType, or length of an LLC frame  */
    static int vlan(Walk walk) {
        if (!walk.has(4)) return walk.cut();
        int id = walk.uint16(0) & 0xfff;
        int type = walk.uint16(2);
        walk.skip(4);
        return walk.into(Encapsulation.VLAN, id, type <= 1500 ? Next.LLC : type);
    }

    /*  0 destination and source service: aa aa, SNAP   2 control: 3   3 organisation: 0   6 EtherType  */
    static int llc(Walk walk) {
        if (!walk.has(8)) return walk.has(2) && walk.uint16(0) != 0xaaaa ? Next.NOT_IP : walk.cut();
        if (walk.int32(0) != 0xaaaa0300 || walk.uint16(4) != 0) return Next.NOT_IP;
        int type = walk.uint16(6);
        walk.skip(8);
        return type <= 1500 ? Next.NOT_IP : type;
    }
}
