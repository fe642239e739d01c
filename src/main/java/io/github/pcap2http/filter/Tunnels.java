package io.github.pcap2http.filter;

import io.github.pcap2http.filter.Layout.Place;
import io.github.pcap2http.filter.Layout.Variable;
import io.github.pcap2http.filter.Qualifiers.Direction;
import io.github.pcap2http.filter.Unit.Base;

/** {@code vlan}, {@code mpls}, {@code pppoes} and {@code geneve}: each asks for its header, and moves what follows in the expression behind it. */
final class Tunnels {
    /** No tag, label, session or network was named. */
    static final long ANY = -1;

    private static final int[] VLAN_TYPES = {0x8100, 0x88a8, 0x9100};   // IEEE 802.1Q, 802.1ad, and what came before it
    private static final int MPLS_TYPE = 0x8847;
    private static final int PPP_MPLS = 0x0281;
    private static final int PPPOE_DISCOVERY = 0x8863;
    private static final int PPPOE_SESSION = 0x8864;
    private static final int GENEVE_PORT = 6081;
    private static final int ETHERNET_TYPE = 0x6558;

    private final Unit unit;
    private final Layout layout;
    private final LinkLayer link;
    private final Ports ports;

    Tunnels(Unit unit, LinkLayer link, Ports ports) {
        this.unit = unit;
        this.layout = unit.layout;
        this.link = link;
        this.ports = ports;
    }

    Condition vlan(long tag) {
        if (layout.labels > 0) return unit.wrong("'vlan' cannot follow 'mpls'");
        if (tag > 0xfff) return unit.wrong("a VLAN number is at most 4095");
        if (layout.linkType != Layout.ETHERNET && !layout.wlan()) return unit.impossible("'vlan' needs Ethernet or 802.11");
        Condition tagged = unit.or(link.carries(VLAN_TYPES[0]), link.carries(VLAN_TYPES[1]), link.carries(VLAN_TYPES[2]));
        if (tag != ANY) tagged = unit.and(tagged, unit.equal(Base.NETWORK, 0, 2, 0x0fff, (int) tag));
        layout.payload = layout.payload.plus(4);
        layout.type = layout.type.plus(4);
        return tagged;
    }

    Condition mpls(long label) {
        if (label > 0xfffff) return unit.wrong("an MPLS label is at most 1048575");
        Condition labelled;
        if (layout.labels > 0) labelled = unit.equal(Base.NETWORK, -2, 1, 0x01, 0);   // the label before is not the last one
        else if (layout.linkType == Layout.ETHERNET || layout.linkType == Layout.C_HDLC) labelled = link.carries(MPLS_TYPE);
        else if (layout.linkType == Layout.PPP) labelled = link.carries(PPP_MPLS);
        else labelled = unit.impossible("'mpls' needs Ethernet, PPP or Cisco HDLC");
        if (label != ANY) labelled = unit.and(labelled, unit.equal(Base.NETWORK, 0, 4, 0xfffff000, (int) label << 12));
        layout.network += 4;
        layout.networkNoSnap += 4;
        layout.labels++;
        return labelled;
    }

    Condition pppoeDiscovery() {
        return link.carries(PPPOE_DISCOVERY);
    }

    Condition pppoeSession(long session) {
        if (session > 0xffff) return unit.wrong("a PPPoE session number is at most 65535");
        Condition inSession = link.carries(PPPOE_SESSION);
        if (session != ANY) inSession = unit.and(inSession, unit.equal(Base.NETWORK, 0, 4, 0x0000ffff, (int) session));
        Place ppp = layout.payload.plus(layout.network + 6);   // behind the header of PPPoE (RFC 2516, 4)
        layout.enter(Layout.PPP, ppp, ppp, ppp.plus(2));
        layout.networkNoSnap = 0;
        return inSession;
    }

    /** RFC 8926, 3.4. */
    Condition geneve(long network) {
        if (network > 0xffffff) return unit.wrong("a Geneve network identifier is at most 16777215");
        Condition behindIp = geneve(ports.behindIp(17, Direction.DESTINATION, GENEVE_PORT, GENEVE_PORT), Base.BEHIND_IPV4, network);
        Statements ipv4 = unit.loadXWithIpv4Header().add(Op.X_TO_A);
        behindIp = unit.and(behindIp, unit.test(ipv4, Op.IF_EQUAL_X, 0));
        Condition behindIp6 = geneve(ports.behindIp6(17, Direction.DESTINATION, GENEVE_PORT, GENEVE_PORT), Base.BEHIND_IPV6, network);
        Statements ipv6 = new Statements();
        boolean variable = unit.loadX(ipv6, layout.payload);
        ipv6.add(Op.LOAD_NUMBER, 40);
        if (variable) ipv6.add(Op.ADD_X);
        ipv6.add(Op.A_TO_X);
        behindIp6 = unit.and(behindIp6, unit.test(ipv6, Op.IF_EQUAL_X, 0));
        Condition either = unit.or(behindIp, behindIp6);
        return unit.and(either, unit.test(findInner().add(Op.LOAD_NUMBER, 0), Op.IF_EQUAL, 0));
    }

    private Condition geneve(Condition port, Base base, long network) {
        Condition version0 = unit.and(port, unit.equal(base, 8, 1, 0xc0, 0));
        return network == ANY ? version0 : unit.and(version0, unit.equal(base, 12, 4, 0xffffff00, (int) network << 8));
    }

    /**
     * Stores where the inner headers are. A holds the length of the IP header. The link type is Ethernet from here on: if the inner packet
     * has no Ethernet header, the place of its link header is that of its network header, and the type is that of Geneve.
     */
    private Statements findInner() {
        Place type = new Place(0, new Variable());
        Place header = new Place(0, new Variable());
        Place payload = new Place(0, new Variable());
        Statements code = new Statements();
        code.add(Op.ADD, layout.payload.constant() + layout.network + 8).add(Op.A_TO_X);
        code.add(Op.ADD, 2).add(Op.STORE, unit.word(type.variable()));
        code.add(Op.LOAD_BYTE_X, 0).add(Op.AND, 0x3f).add(Op.MULTIPLY, 4).add(Op.ADD, 8).add(Op.ADD_X).add(Op.STORE, unit.word(header.variable()));
        code.add(Op.LOAD_HALF_X, 2).add(Op.LOAD_X_SCRATCH, unit.word(header.variable()));
        int ethernet = code.jump(Op.IF_EQUAL, ETHERNET_TYPE);
        int skip = code.here();
        code.add(Op.X_TO_A).add(Op.ADD, 12).add(Op.STORE, unit.word(type.variable())).add(Op.ADD, 2).add(Op.A_TO_X);
        code.target(ethernet, skip, code.here());
        code.add(Op.STORE_X, unit.word(payload.variable()));
        layout.enter(Layout.ETHERNET, header, type, payload);
        layout.geneve = true;
        return code;
    }
}
