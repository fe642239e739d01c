package io.github.pcap2http.filter;

/**
 * Where the headers of a packet are, as far as the expression was read. {@code vlan}, {@code mpls}, {@code pppoes} and {@code geneve}
 * move what follows them in the text, whatever the parentheses: that is how the language is defined.
 */
final class Layout {
    static final int NULL = 0;
    static final int ETHERNET = 1;
    static final int PPP = 9;
    static final int RAW = 101;
    static final int PPP_SERIAL = 50;
    static final int PPP_ETHERNET = 51;
    static final int C_HDLC = 104;
    static final int WLAN = 105;
    static final int LOOP = 108;
    static final int LINUX_SLL = 113;
    static final int WLAN_RADIOTAP = 127;
    static final int WLAN_AVS = 163;
    static final int IPV4 = 228;
    static final int IPV6 = 229;
    static final int LINUX_SLL2 = 276;

    /** A number that is found out when the program runs. */
    static final class Variable {
        /** The scratch word that holds it; -1 while nobody asked for it. */
        int word = -1;
    }

    /** A place in the packet. @param variable what to add to the constant; null for nothing */
    record Place(int constant, Variable variable) {
        static Place at(int constant) {
            return new Place(constant, null);
        }

        Place plus(int more) {
            return new Place(constant + more, variable);
        }
    }

    /** Link type of the packet: LINKTYPE numbers, but all numbers for raw IP are {@link #RAW}. */
    final int outermost;
    /** Link type of what the primitives see now: another one inside of tunnels. */
    int linkType;
    /** The link header. */
    Place header = Place.at(0);
    /** The field that says what the link header carries; null where there is none. */
    Place type;
    /** What follows the link header: an LLC header, or the network header. */
    Place payload = Place.at(0);
    /** From {@link #payload} to the network header, behind a SNAP header if there is one; and without one. */
    int network;
    int networkNoSnap;
    int labels;
    /** Whether what is seen is inside of Geneve, where an Ethernet header may be missing. */
    boolean geneve;
    /** Length of what comes before the link header, and offset of what follows it: of packets whose outermost header is 802.11. */
    final Variable radioLength = new Variable();
    final Variable wlanPayload = new Variable();

    Layout(int number) {
        outermost = number == 12 || number == 14 ? RAW : number;   // 12 and 14: what BSDs write for 101
        linkType = outermost;
        place();
    }

    /** Of a link type that is not known, nothing but bytes and length can be asked for. */
    private void place() {
        switch (linkType) {
            case ETHERNET -> fixed(12, 14, 0, 3);
            case NULL, LOOP -> fixed(0, 4, 0, 0);
            case PPP, PPP_SERIAL, C_HDLC -> fixed(2, 4, 0, 0);
            case PPP_ETHERNET -> fixed(6, 8, 0, 0);
            case LINUX_SLL -> fixed(14, 16, 0, 0);
            case LINUX_SLL2 -> fixed(0, 20, 0, 0);
            case RAW, IPV4, IPV6 -> type = null;
            case WLAN, WLAN_RADIOTAP, WLAN_AVS -> {
                fixed(24, 0, 8, 3);
                if (linkType != WLAN) header = new Place(0, radioLength);
                payload = new Place(0, wlanPayload);
            }
            default -> type = null;
        }
    }

    private void fixed(int type, int payload, int network, int networkNoSnap) {
        this.type = Place.at(type);
        this.payload = Place.at(payload);
        this.network = network;
        this.networkNoSnap = networkNoSnap;
    }

    boolean wlan() {
        return linkType == WLAN || linkType == WLAN_RADIOTAP || linkType == WLAN_AVS;
    }

    boolean ppp() {
        return linkType == PPP || linkType == PPP_SERIAL || linkType == PPP_ETHERNET;
    }

    /** What is seen from now on begins with another link header. */
    void enter(int linkType, Place header, Place type, Place payload) {
        this.linkType = linkType;
        this.header = header;
        this.type = type;
        this.payload = payload;
        this.network = 0;
        this.geneve = false;
    }
}
