package io.github.pcap2http.packet;

/** What may stand around an IP datagram besides the link header. A set of them is an int of {@link #bit}s. */
public enum Encapsulation {
    /** IEEE 802.1Q and 802.1ad tags. */
    VLAN("VLAN"),
    /** IEEE 802.1ah, "MAC in MAC"; the id is its I-SID. */
    PBB("PBB"),
    /** RFC 3032, also with Ethernet inside (RFC 4448); the id is the label, one entry a label. */
    MPLS("MPLS"),
    /** RFC 2516; the id is the session. */
    PPPOE("PPPoE"),
    /** RFC 2784, 2890 and 1701, and 2637 (PPTP); the id is the key, where there is one. */
    GRE("GRE"),
    /** Mirrored frames in GRE; the id is the session, where there is one. */
    ERSPAN("ERSPAN"),
    /** IPv4 or IPv6 directly in IPv4 or IPv6: RFC 2003, 2473, 4213. */
    IP_IN_IP("IP"),
    /** RFC 3378. */
    ETHER_IP("EtherIP"),
    /** RFC 7348, also the generic extension; the id is the VNI. */
    VXLAN("VXLAN"),
    /** RFC 8926; the id is the VNI. */
    GENEVE("Geneve"),
    /** 3GPP TS 29.281; the id is the TEID. */
    GTP("GTP"),
    /** RFC 4380. */
    TEREDO("Teredo"),
    /** RFC 2661; the id is 65536 times the tunnel plus the session. */
    L2TP("L2TP"),
    /** Mirrored frames in UDP. */
    TZSP("TZSP"),
    /** draft-massar-v6ops-ayiya. */
    AYIYA("AYIYA"),
    /** RFC 6830; the id is the instance, where there is one. */
    LISP("LISP"),
    /** RFC 5415: frames between an access point and its controller. */
    CAPWAP("CAPWAP"),
    /** Redirected packets in GRE. */
    WCCP("WCCP"),
    /** RFC 8300; the id is the service path. */
    NSH("NSH"),
    /** The datagram came in fragments and was put together. */
    FRAGMENTED("fragments");

    private final String text;

    Encapsulation(String text) {
        this.text = text;
    }

    /** @return this as a set */
    public int bit() {
        return 1 << ordinal();
    }

    /** @return its usual name, such as {@code VXLAN} */
    @Override
    public String toString() {
        return text;
    }
}
