package io.github.pcap2http.packet;

/**
 * IEEE 802.11 data frames, and what captures put before them: radio headers, of which only the length matters. A checksum at the
 * end of a frame needs no care, since IP tells where it ends.
 */
final class Wlan {
    private static final int DATA = 0x08;   // of the first byte
    private static final int TYPE = 0x0c;
    private static final int WITH_QOS = 0x80;
    private static final int WITHOUT_DATA = 0x40;
    private static final int BOTH_DISTRIBUTION_SYSTEMS = 0x03;   // of the second: a frame with four addresses
    private static final int PROTECTED = 0x40;
    private static final int WITH_HT_CONTROL = 0x80;
    private static final int AGGREGATED = 0x80;   // of the QoS control
    private static final int SUBFRAME_HEADER = 14;   // destination, source, length
    private static final int PRISM_LENGTH = 144;

    private Wlan() { }

    /*
     *   0 frame control, little-endian   2 duration   4 address 1   10 address 2   16 address 3   22 fragment (4 bits), sequence
     *  24 address 4, QoS control (2 bytes) and HT control (4 bytes) as the frame control says, then LLC
     */
    static int frame(Walk walk) {
        if (!walk.has(2)) return walk.cut();
        int type = walk.uint8(0);
        int flags = walk.uint8(1);
        if ((type & TYPE) != DATA || (type & WITHOUT_DATA) != 0) return Next.NOT_IP;
        int header = (flags & BOTH_DISTRIBUTION_SYSTEMS) == BOTH_DISTRIBUTION_SYSTEMS ? 30 : 24;
        int qos = header;
        if ((type & WITH_QOS) != 0) header += (flags & WITH_HT_CONTROL) != 0 ? 6 : 2;
        if (!walk.has(header)) return walk.cut();
        if ((walk.uint8(22) & 0xf) != 0) return Next.NOT_IP;   // a later part of a frame
        boolean aggregated = (type & WITH_QOS) != 0 && (walk.uint8(qos) & AGGREGATED) != 0;
        return body(walk, header, (flags & PROTECTED) != 0, aggregated);
    }

    /**
     * Some drivers pad the header to a multiple of four, some decrypt and leave the initialisation vector or the flag. Of an aggregate
     * of several frames, which are encrypted nearly always, the first is read.
     */
    private static int body(Walk walk, int header, boolean encrypted, boolean aggregated) {
        int padded = header + 3 & ~3;
        if (snap(walk, padded) && !snap(walk, header)) return walk.over(padded, Next.LLC);
        if (encrypted && snap(walk, header + 4)) return walk.over(header + 4, Next.LLC);   // of WEP
        if (encrypted && snap(walk, header + 8)) return walk.over(header + 8, Next.LLC);   // of TKIP and CCMP
        if (encrypted && !snap(walk, header)) return Next.ENCRYPTED;
        return walk.over(aggregated && !snap(walk, header) ? header + SUBFRAME_HEADER : header, Next.LLC);
    }

    /** @return whether LLC and SNAP with an EtherType are at {@code index} */
    static boolean snap(Walk walk, int index) {
        return walk.has(index + 8) && walk.int32(index) == 0xaaaa0300 && walk.uint16(index + 4) == 0;
    }

    /*  0 version: 0   2 length, little-endian  */
    static int radiotap(Walk walk) {
        return walk.has(4) ? behind(walk, walk.uint16Little(2), 8) : walk.cut();
    }

    /*  0 version, in network byte order as all of it   4 length  */
    static int avs(Walk walk) {
        return walk.has(8) ? behind(walk, walk.int32(4), 8) : walk.cut();
    }

    /*  0 message, in the host's byte order as all of it   4 length; or else the header of AVS  */
    static int prism(Walk walk) {
        if (!walk.has(8)) return walk.cut();
        if (walk.int32(0) >>> 12 == 0x80211) return avs(walk);
        boolean sane = walk.int32Little(4) == PRISM_LENGTH || walk.int32(4) == PRISM_LENGTH;
        return sane ? behind(walk, PRISM_LENGTH, 8) : Next.MALFORMED;
    }

    /*  0 version: 0   1 flags   2 length, little-endian as all of it   4 link type   8 fields  */
    static int ppi(Walk walk) {
        if (!walk.has(8)) return walk.cut();
        int length = walk.uint16Little(2);
        int link = Next.link(walk.int32Little(4));
        return length < 8 ? Next.MALFORMED : walk.over(length, link);
    }

    private static int behind(Walk walk, int length, int least) {
        return length < least ? Next.MALFORMED : walk.over(length, Next.WLAN);
    }
}
