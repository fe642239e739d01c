package io.github.pcap2http.filter;

import java.util.Locale;

/** Protocols that are words of the language, and how a packet says that it carries them. */
enum Protocol {
    LINK(Carrier.LINK),
    IP(Carrier.LINK, LinkLayer.ETHERTYPE_IP),
    ARP(Carrier.LINK, LinkLayer.ETHERTYPE_ARP),
    RARP(Carrier.LINK, LinkLayer.ETHERTYPE_RARP),
    IP6(Carrier.LINK, LinkLayer.ETHERTYPE_IP6),
    ATALK(Carrier.LINK, LinkLayer.ETHERTYPE_ATALK),
    AARP(Carrier.LINK, LinkLayer.ETHERTYPE_AARP),
    DECNET(Carrier.LINK, LinkLayer.ETHERTYPE_DECNET),
    LAT(Carrier.LINK, 0x6004),
    SCA(Carrier.LINK, 0x6007),
    MOPDL(Carrier.LINK, 0x6001),
    MOPRC(Carrier.LINK, 0x6002),
    ISO(Carrier.LINK, LinkLayer.SAP_ISO),
    STP(Carrier.LINK, LinkLayer.SAP_SPANNING_TREE),
    IPX(Carrier.LINK, LinkLayer.SAP_IPX),
    NETBEUI(Carrier.LINK, LinkLayer.SAP_NETBEUI),
    TCP(Carrier.IP_OR_IP6, 6),
    UDP(Carrier.IP_OR_IP6, 17),
    SCTP(Carrier.IP_OR_IP6, 132),
    AH(Carrier.IP_OR_IP6, 51),
    ESP(Carrier.IP_OR_IP6, 50),
    PIM(Carrier.IP_OR_IP6, 103),
    ICMP(Carrier.IP, 1),
    IGMP(Carrier.IP, 2),
    IGRP(Carrier.IP, 9),
    VRRP(Carrier.IP, 112),
    CARP(Carrier.IP, 112),
    ICMP6(Carrier.IP6, 58),
    ESIS(Carrier.ISO, 0x82),
    ISIS(Carrier.ISO, 0x83),
    CLNP(Carrier.ISO, 0x81),
    L1(Carrier.ISIS, 26, 24, 18, 15, 17),
    L2(Carrier.ISIS, 27, 25, 20, 16, 17),
    IIH(Carrier.ISIS, 17, 15, 16),
    LSP(Carrier.ISIS, 18, 20),
    SNP(Carrier.ISIS, 27, 26, 24, 25),
    CSNP(Carrier.ISIS, 24, 25),
    PSNP(Carrier.ISIS, 26, 27),
    RADIO(Carrier.NONE);

    /** What says of a packet that it carries a protocol. */
    enum Carrier { LINK, IP, IP6, IP_OR_IP6, ISO, ISIS, NONE }

    final Carrier carrier;
    /** Numbers that stand for the protocol in its carrier: any of them. EtherTypes and service access points for LINK. */
    final int[] numbers;

    Protocol(Carrier carrier, int... numbers) {
        this.carrier = carrier;
        this.numbers = numbers;
    }

    /** @return the word of the language */
    String word() {
        return this == LINK ? "ether" : name().toLowerCase(Locale.ROOT);
    }
}
