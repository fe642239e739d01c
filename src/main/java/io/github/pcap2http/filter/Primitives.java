package io.github.pcap2http.filter;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The primitives that are words of their own: {@code less}, {@code vlan}, {@code inbound}, {@code type} and so on. */
final class Primitives {
    private static final int MANAGEMENT = 0x00;    // bits of frame control of 802.11
    private static final int CONTROL = 0x04;
    private static final int DATA = 0x08;
    private static final int TYPE_BITS = 0x0c;
    private static final int SUBTYPE_BITS = 0xf0;
    private static final Map<String, Integer> TYPES = Map.of("data", DATA, "mgt", MANAGEMENT, "management", MANAGEMENT,
        "ctl", CONTROL, "control", CONTROL);
    private static final Map<String, Integer> DIRECTIONS = Map.of("nods", 0, "tods", 1, "fromds", 2, "dstods", 3);
    /** Type and subtype of each subtype's name. */
    private static final Map<String, Integer> SUBTYPES = new HashMap<>();

    static {
        subtypes(MANAGEMENT, "assocreq=0 assoc-req=0 assocresp=1 assoc-resp=1 reassocreq=2 reassoc-req=2 reassocresp=3 reassoc-resp=3 probereq=4 "
            + "probe-req=4 proberesp=5 probe-resp=5 beacon=8 atim=9 disassoc=10 disassociation=10 auth=11 authentication=11 deauth=12 "
            + "deauthentication=12");
        subtypes(CONTROL, "bar=8 ba=9 ps-poll=10 rts=11 cts=12 ack=13 cf-end=14 cf-end-ack=15");
        subtypes(DATA, "data=0 data-cf-ack=1 data-cf-poll=2 data-cf-ack-poll=3 null=4 cf-ack=5 cf-poll=6 cf-ack-poll=7 qos-data=8 qos-data-cf-ack=9 "
            + "qos-data-cf-poll=10 qos-data-cf-ack-poll=11 qos=12 qos-cf-poll=14 qos-cf-ack-poll=15");
    }

    private final Unit unit;
    private final Tokens tokens;
    private final LinkLayer link;
    private final Tunnels tunnels;
    private final Wlan wlan;

    Primitives(Unit unit, Tokens tokens, LinkLayer link, Tunnels tunnels) {
        this.unit = unit;
        this.tokens = tokens;
        this.link = link;
        this.tunnels = tunnels;
        this.wlan = new Wlan(unit);
    }

    /** Takes one if it comes next. @return null if not */
    Condition next() throws FilterException {
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.WORD) return null;
        unit.at(token);
        switch (token.text()) {
            case "less", "greater", "byte", "inbound", "outbound", "ifindex", "vlan", "mpls", "pppoed", "pppoes", "geneve", "llc",
                "type", "subtype", "dir" -> tokens.take();
            default -> {
                return null;
            }
        }
        return switch (token.text()) {
            case "less" -> length(Op.IF_GREATER).not();
            case "greater" -> length(Op.IF_AT_LEAST);
            case "byte" -> singleByte();
            case "inbound" -> link.outbound().not();
            case "outbound" -> link.outbound();
            case "ifindex" -> link.interfaceIndex(tokens.number("the number of an interface"));
            case "vlan" -> tunnels.vlan(tokens.optionalNumber());
            case "mpls" -> tunnels.mpls(tokens.optionalNumber());
            case "pppoed" -> tunnels.pppoeDiscovery();
            case "pppoes" -> tunnels.pppoeSession(tokens.optionalNumber());
            case "geneve" -> tunnels.geneve(tokens.optionalNumber());
            case "llc" -> llc();
            default -> wlan(token.text());
        };
    }

    private Condition length(int jump) throws FilterException {
        return unit.test(new Statements().add(Op.LOAD_LENGTH), jump, tokens.number("a number of bytes"));
    }

    /** {@code byte 12 & 1}: a byte of the link header, and for & and | whether the result is other than 0. */
    private Condition singleByte() throws FilterException {
        int offset = tokens.number("the offset of a byte");
        Token sign = tokens.take();
        int value = tokens.number("what to compare the byte with");
        Statements load = unit.load(Unit.Base.HEADER, offset, 1);
        return switch (sign.text()) {
            case "=" -> unit.test(load, Op.IF_EQUAL, value);
            case "<" -> unit.test(load, Op.IF_AT_LEAST, value).not();
            case ">" -> unit.test(load, Op.IF_GREATER, value);
            case "&" -> unit.test(load, Op.IF_ANY_BIT, value);
            case "|" -> unit.test(load.add(Op.OR, value), Op.IF_EQUAL, 0).not();
            default -> throw unit.syntax(sign, "expected one of = < > & | behind the offset");
        };
    }

    private Condition llc() {
        Token type = tokens.peek();
        if (type.kind() != Token.Kind.NAME && !type.is("rnr")) return link.llc(null);
        unit.at(tokens.take());
        return link.llc(type.text());
    }

    private Condition wlan(String word) throws FilterException {
        return switch (word) {
            case "type" -> wlanType();
            case "subtype" -> wlan.typeIs(known(SUBTYPES, "subtype of 802.11"), true);
            default -> {
                boolean number = tokens.peek().kind() == Token.Kind.NUMBER;
                yield wlan.directionIs(number ? tokens.take().number() : known(DIRECTIONS, "direction of 802.11"));
            }
        };
    }

    private Condition wlanType() throws FilterException {
        int type = tokens.peek().kind() == Token.Kind.NUMBER ? bits(TYPE_BITS, "type") : known(TYPES, "type of 802.11");
        if (!tokens.takeIf("subtype")) return wlan.typeIs(type, false);
        if (tokens.peek().kind() == Token.Kind.NUMBER) return wlan.typeIs(type | bits(SUBTYPE_BITS, "subtype"), true);
        Token name = tokens.peek();
        int subtype = known(SUBTYPES, "subtype of 802.11");
        if ((subtype & TYPE_BITS) != type) throw unit.syntax(name, "'" + name.text() + "' is a subtype of another type of 802.11 frames");
        return wlan.typeIs(subtype, true);
    }

    private int bits(int mask, String what) throws FilterException {
        Token token = tokens.take();
        if ((token.number() & ~mask) != 0) throw unit.syntax(token, "a " + what + " of 802.11 has the bits 0x" + Integer.toHexString(mask) + " only");
        return token.number();
    }

    private int known(Map<String, Integer> names, String what) throws FilterException {
        Token token = tokens.peek();
        Integer number = token.kind() == Token.Kind.NAME ? names.get(token.text().toLowerCase(Locale.ROOT)) : null;
        if (number == null) throw tokens.wrong("expected a " + what + ", such as " + names.keySet().stream().sorted().findFirst().orElseThrow());
        tokens.take();
        return number;
    }

    private static void subtypes(int type, String list) {
        for (String entry : list.split(" ")) {
            int equals = entry.indexOf('=');
            SUBTYPES.put(entry.substring(0, equals), type | Integer.parseInt(entry.substring(equals + 1)) << 4);
        }
    }
}
