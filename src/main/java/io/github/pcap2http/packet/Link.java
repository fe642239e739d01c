package io.github.pcap2http.packet;

/** The link types that are understood: their LINKTYPE numbers, and what their header says comes next. */
enum Link {
    NULL(0),
    ETHERNET(1),
    TOKEN_RING(6),
    ARCNET_BSD(7),
    PPP(9, 50),
    FDDI(10),
    RAW(101, 12, 14),   // 12 and 14: what BSDs write for 101
    PPP_ETHER(51),
    ATM_RFC1483(100),
    C_HDLC(104),
    IEEE802_11(105),
    FRELAY(107),
    LOOP(108),
    ENC(109),
    LINUX_SLL(113),
    PFLOG(117),
    IEEE802_11_PRISM(119),
    IP_OVER_FC(122),
    SUNATM(123),
    IEEE802_11_RADIOTAP(127),
    ARCNET_LINUX(129),
    USER2(149),
    IEEE802_11_AVS(163),
    PPP_PPPD(166),
    PPI(192),
    PPP_WITH_DIR(204),
    C_HDLC_WITH_DIR(205),
    FRELAY_WITH_DIR(206),
    IPNET(226),
    IPV4(228),
    IPV6(229),
    NFLOG(239),
    IPOIB(242),
    PKTAP(258),
    LINUX_SLL2(276),
    DSA_TAG_BRCM(281),
    DSA_TAG_BRCM_PREPEND(282),
    DSA_TAG_DSA(284),
    DSA_TAG_EDSA(285);

    private static final Link[] BY_NUMBER = byNumber();

    private final int[] numbers;

    Link(int... numbers) {
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
        return switch (this) {
            case NULL, LOOP -> Host.family(walk);
            case ETHERNET -> Lan.ethernet(walk);
            case TOKEN_RING -> Lan.tokenRing(walk);
            case ARCNET_BSD -> Lan.arcnet(walk);
            case PPP -> Ppp.read(walk);
            case FDDI -> Lan.fddi(walk);
            case RAW -> Next.IP_OF_ANY_VERSION;
            case PPP_ETHER -> Ppp.overEthernet(walk);
            case ATM_RFC1483 -> Next.LLC;
            case C_HDLC -> Ppp.cisco(walk);
            case IEEE802_11 -> Wlan.frame(walk);
            case FRELAY -> Lan.frameRelay(walk);
            case ENC -> Host.decrypted(walk);
            case LINUX_SLL -> Host.linuxCooked(walk);
            case PFLOG -> Host.packetFilterLog(walk);
            case IEEE802_11_PRISM -> Wlan.prism(walk);
            case IP_OVER_FC -> Lan.fibreChannel(walk);
            case SUNATM -> Lan.sunAtm(walk);
            case IEEE802_11_RADIOTAP -> Wlan.radiotap(walk);
            case ARCNET_LINUX -> Lan.linuxArcnet(walk);
            case USER2 -> Host.pktapOfOldMacOs(walk);
            case IEEE802_11_AVS -> Wlan.avs(walk);
            case PPP_PPPD -> Ppp.linux(walk);
            case PPI -> Wlan.ppi(walk);
            case PPP_WITH_DIR -> Ppp.directed(walk);
            case C_HDLC_WITH_DIR -> Ppp.directedCisco(walk);
            case FRELAY_WITH_DIR -> walk.over(1, Next.FRAME_RELAY);
            case IPNET -> Host.solaris(walk);
            case IPV4 -> Next.IPV4;
            case IPV6 -> Next.IPV6;
            case NFLOG -> Host.netfilterLog(walk);
            case IPOIB -> Lan.infiniband(walk);
            case PKTAP -> Host.pktap(walk);
            case LINUX_SLL2 -> Host.linuxCooked2(walk);
            case DSA_TAG_BRCM, DSA_TAG_DSA -> Lan.taggedEthernet(walk, 4);
            case DSA_TAG_BRCM_PREPEND -> walk.over(4, Next.ETHERNET);
            case DSA_TAG_EDSA -> Lan.taggedEthernet(walk, 8);
        };
    }
}
