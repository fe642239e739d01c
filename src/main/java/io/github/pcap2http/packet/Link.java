package io.github.pcap2http.packet;

import java.util.function.ToIntFunction;

/** The link types that are understood: their LINKTYPE numbers, and what their header says comes next. */
enum Link {
    NULL(Host::family, 0),
    ETHERNET(Lan::ethernet, 1),
    TOKEN_RING(Lan::tokenRing, 6),
    ARCNET_BSD(Lan::arcnet, 7),
    PPP(Ppp::read, 9, 50),
    FDDI(Lan::fddi, 10),
    RAW(walk -> Next.IP_OF_ANY_VERSION, 101, 12, 14),   // 12 and 14: what BSDs write for 101
    PPP_ETHER(Ppp::overEthernet, 51),
    ATM_RFC1483(walk -> Next.LLC, 100),
    C_HDLC(Ppp::cisco, 104),
    IEEE802_11(Wlan::frame, 105),
    FRELAY(Lan::frameRelay, 107),
    LOOP(Host::family, 108),
    ENC(Host::decrypted, 109),
    LINUX_SLL(Host::linuxCooked, 113),
    PFLOG(Host::packetFilterLog, 117),
    IEEE802_11_PRISM(Wlan::prism, 119),
    IP_OVER_FC(Lan::fibreChannel, 122),
    SUNATM(Lan::sunAtm, 123),
    IEEE802_11_RADIOTAP(Wlan::radiotap, 127),
    ARCNET_LINUX(Lan::linuxArcnet, 129),
    USER2(Host::pktapOfOldMacOs, 149),
    IEEE802_11_AVS(Wlan::avs, 163),
    PPP_PPPD(Ppp::linux, 166),
    PPI(Wlan::ppi, 192),
    PPP_WITH_DIR(Ppp::directed, 204),
    C_HDLC_WITH_DIR(Ppp::directedCisco, 205),
    FRELAY_WITH_DIR(walk -> walk.over(1, Next.FRAME_RELAY), 206),
    IPNET(Host::solaris, 226),
    IPV4(walk -> Next.IPV4, 228),
    IPV6(walk -> Next.IPV6, 229),
    NFLOG(Host::netfilterLog, 239),
    IPOIB(Lan::infiniband, 242),
    PKTAP(Host::pktap, 258),
    LINUX_SLL2(Host::linuxCooked2, 276),
    DSA_TAG_BRCM(walk -> Lan.taggedEthernet(walk, 4), 281),
    DSA_TAG_BRCM_PREPEND(walk -> walk.over(4, Next.ETHERNET), 282),
    DSA_TAG_DSA(walk -> Lan.taggedEthernet(walk, 4), 284),
    DSA_TAG_EDSA(walk -> Lan.taggedEthernet(walk, 8), 285);

    private static final Link[] BY_NUMBER = byNumber();

    private final ToIntFunction<Walk> header;
    private final int[] numbers;

    Link(ToIntFunction<Walk> header, int... numbers) {
        this.header = header;
        this.numbers = numbers;
    }

    private static Link[] byNumber() {
        Link[] all = new Link[512];
        for (Link link : values()) {
            for (int number : link.numbers) all[number] = link;
        }
        return all;
    }

    /** @return the link type of that number; null when it is not known */
    static Link of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    }

    /** Goes over the link header. @return what follows it, a number of {@link Next} */
    int enter(Walk walk) {
        return header.applyAsInt(walk);
    }
}
