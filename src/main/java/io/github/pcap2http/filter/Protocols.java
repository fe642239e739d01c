package io.github.pcap2http.filter;

import io.github.pcap2http.filter.Unit.Base;

/** Primitives that ask which protocol a packet carries: {@code tcp}, {@code ip proto 47}, {@code ip6 protochain 6}. */
final class Protocols {
    private static final int NONE = 59;           // protocol numbers of IPv6 headers (RFC 8200, 4)
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int AUTHENTICATION = 51;
    private static final int IPV6_HEADER = 40;    // bytes

    private final Unit unit;
    private final Layout layout;
    private final LinkLayer link;

    Protocols(Unit unit, LinkLayer link) {
        this.unit = unit;
        this.layout = unit.layout;
        this.link = link;
    }

    /** A protocol that stands alone. */
    Condition is(Protocol protocol) {
        Condition any = null;
        for (int number : protocol.numbers) {
            Condition one = carried(protocol.carrier, number);
            any = any == null ? one : unit.or(any, one);
        }
        return any != null ? any : unit.wrong("'" + protocol.word() + "' cannot stand alone; it needs 'host', 'proto' or an index in brackets");
    }

    private Condition carried(Protocol.Carrier carrier, int number) {
        return switch (carrier) {
            case LINK -> link.carries(number);
            case IP -> overIp(number);
            case IP6 -> overIp6(number);
            case IP_OR_IP6 -> unit.or(overIp(number), overIp6(number));
            case ISO -> overIso(number);
            case ISIS -> unit.and(overIso(Protocol.ISIS.numbers[0]), unit.equal(Base.NETWORK_NO_SNAP, 4, 1, number));
            case NONE -> throw new AssertionError(carrier);
        };
    }

    private Condition overIp(int number) {
        return unit.and(link.carries(LinkLayer.ETHERTYPE_IP), unit.equal(Base.NETWORK, 9, 1, number));
    }

    /** Directly behind the IPv6 header, or behind a fragment header that follows it. */
    private Condition overIp6(int number) {
        return unit.and(link.carries(LinkLayer.ETHERTYPE_IP6), unit.or(unit.equal(Base.NETWORK, 6, 1, number),
            unit.and(unit.equal(Base.NETWORK, 6, 1, FRAGMENT), unit.equal(Base.NETWORK, IPV6_HEADER, 1, number))));
    }

    private Condition overIso(int number) {
        boolean fudge = layout.linkType == Layout.C_HDLC;   // Cisco puts a byte between
        return unit.and(link.carries(LinkLayer.SAP_ISO), unit.equal(Base.NETWORK_NO_SNAP, fudge ? 1 : 0, 1, number));
    }

    /** {@code proto} with a number. @param over the protocol before it, null for none */
    Condition numbered(Protocol over, int number) {
        if (over == null) return unit.or(overIp(number), overIp6(number));
        return switch (over) {
            case LINK -> link.carries(number);
            case IP -> overIp(number);
            case IP6 -> overIp6(number);
            case ISO -> overIso(number);
            case ISIS -> carried(Protocol.Carrier.ISIS, number);
            default -> unit.wrong("'" + over.word() + " proto' means nothing; 'proto' goes with ether, ip, ip6, iso, isis, or stands alone");
        };
    }

    /** {@code protochain}: any header of the chain has the number. */
    Condition chain(Protocol over, int number) {
        if (over == null) return unit.or(chain(Protocol.IP, number), chain(Protocol.IP6, number));
        if (over != Protocol.IP && over != Protocol.IP6) return unit.wrong("'protochain' goes with ip or ip6, or stands alone");
        if (layout.payload.variable() != null) {
            return unit.impossible("'protochain' cannot be asked behind headers of variable length, such as those of 802.11");
        }
        boolean ip6 = over == Protocol.IP6;
        Condition network = link.carries(over.numbers[0]);
        int next = unit.allocate();
        return unit.and(network, unit.test(walk(ip6, number, next), Op.IF_EQUAL, number));
    }

    /** A = number of the header that the walk ended at; X = its offset in the network packet. */
    private Statements walk(boolean ip6, int number, int next) {
        Statements code = new Statements();
        int network = layout.payload.constant() + layout.network;
        if (ip6) code.add(Op.LOAD_BYTE, network + 6).add(Op.LOAD_X_NUMBER, IPV6_HEADER);
        else code.add(Op.LOAD_BYTE, network + 9).add(Op.LOAD_X_HEADER, network);
        int again = code.here();
        int found = code.jump(Op.IF_EQUAL, number);
        int none = code.jump(Op.IF_EQUAL, NONE);
        if (ip6) extensions(code, network, next, again);
        int authentication = code.jump(Op.IF_EQUAL, AUTHENTICATION);
        int advance = code.here();
        advance(code, network, next, 2, 4, again);   // RFC 4302, 2.2: its length is in units of 4 bytes, less 2
        int end = code.here();
        code.target(found, end, none);
        code.target(none, end, none + Program.SIZE);
        code.target(authentication, advance, end);
        return code;
    }

    /** RFC 8200, 4.2 to 4.6: length is in units of 8 bytes, less 1. */
    private static void extensions(Statements code, int network, int next, int again) {
        int[] kinds = {HOP_BY_HOP, DESTINATION_OPTIONS, ROUTING, FRAGMENT};
        int first = code.here();
        for (int kind : kinds) code.jump(Op.IF_EQUAL, kind);
        int advance = code.here();
        advance(code, network, next, 1, 8, again);
        for (int i = 0; i < kinds.length; i++) {
            int jump = first + i * Program.SIZE;
            code.target(jump, advance, i + 1 < kinds.length ? jump + Program.SIZE : code.here());
        }
    }

    /** A = the next header, X = where it begins. Always forward, so that the walk ends. */
    private static void advance(Statements code, int network, int next, int more, int unit, int again) {
        code.add(Op.LOAD_BYTE_X, network).add(Op.STORE, next);
        code.add(Op.LOAD_BYTE_X, network + 1).add(Op.ADD, more).add(Op.MULTIPLY, unit).add(Op.ADD_X).add(Op.A_TO_X);
        code.add(Op.LOAD_SCRATCH, next);
        code.target(code.jump(Op.JUMP, 0), again, again);
    }
}
