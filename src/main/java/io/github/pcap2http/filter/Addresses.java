package io.github.pcap2http.filter;

import io.github.pcap2http.filter.Qualifiers.Direction;
import io.github.pcap2http.filter.Unit.Base;
import java.util.Arrays;
import java.util.function.Function;

/** {@code host}, {@code net}, {@code ether host}, {@code broadcast} and {@code multicast}. */
final class Addresses {
    private static final byte[] BROADCAST = {-1, -1, -1, -1, -1, -1};

    private final Unit unit;
    private final Layout layout;
    private final LinkLayer link;
    private final Wlan wlan;

    Addresses(Unit unit, LinkLayer link) {
        this.unit = unit;
        this.layout = unit.layout;
        this.link = link;
        this.wlan = new Wlan(unit);
    }

    /** An IPv4 address in IPv4, ARP and RARP packets; behind MPLS labels in IPv4 only. */
    Condition ip(Qualifiers qualifiers, int address, int mask) {
        Protocol protocol = qualifiers.protocol();
        if (qualifiers.direction().wlanOnly()) return notWlan();
        if (protocol == null && layout.labels > 0) protocol = Protocol.IP;
        if (protocol == null) {
            return unit.or(ip(Protocol.IP, 12, 16, qualifiers.direction(), address, mask),
                ip(Protocol.ARP, 14, 24, qualifiers.direction(), address, mask),
                ip(Protocol.RARP, 14, 24, qualifiers.direction(), address, mask));
        }
        return switch (protocol) {
            case IP -> ip(protocol, 12, 16, qualifiers.direction(), address, mask);
            case ARP, RARP -> ip(protocol, 14, 24, qualifiers.direction(), address, mask);
            case LINK -> unit.wrong("'ether' needs an Ethernet address, such as 00:00:5e:00:53:01");
            default -> unit.wrong("'" + protocol.word() + "' does not go with an IPv4 address; write '"
                + protocol.word() + " and " + qualifiers.kindName() + " ...', or qualify with ip, arp or rarp");
        };
    }

    private Condition ip(Protocol protocol, int source, int destination, Direction direction, int address, int mask) {
        return sides(direction, isSource -> unit.and(link.carries(protocol.numbers[0]),
            unit.equal(Base.NETWORK, isSource ? source : destination, 4, mask, address)));
    }

    /** @param address 16 bytes @param prefix how many bits of it count */
    Condition ip6(Qualifiers qualifiers, byte[] address, int prefix) {
        if (qualifiers.protocol() != null && qualifiers.protocol() != Protocol.IP6) {
            return unit.wrong("'" + qualifiers.protocol().word() + "' does not go with an IPv6 address; qualify with ip6 or with nothing");
        }
        if (qualifiers.direction().wlanOnly()) return notWlan();
        return sides(qualifiers.direction(), source -> unit.and(link.carries(LinkLayer.ETHERTYPE_IP6), ip6(source ? 8 : 24, address, prefix)));
    }

    private Condition ip6(int offset, byte[] address, int prefix) {
        Condition all = null;
        for (int word = 0; word < 4; word++) {
            int bits = Math.min(32, Math.max(0, prefix - 32 * word));
            int mask = bits == 0 ? 0 : -1 << 32 - bits;
            int value = 0;
            for (int i = 0; i < 4; i++) value = value << 8 | address[4 * word + i] & 0xff;
            Condition part = unit.equal(Base.NETWORK, offset + 4 * word, 4, mask, value);
            all = all == null ? part : unit.and(all, part);
        }
        return all;
    }

    /** @param address 6 bytes */
    Condition ethernet(Direction direction, byte[] address) {
        if (layout.wlan()) {
            if (direction.wlanOnly()) return wlan.address(direction, address);
            return sides(direction, source -> source ? wlan.source(address) : wlan.destination(at -> unit.equal(Base.HEADER, at, address)));
        }
        if (layout.linkType != Layout.ETHERNET) return unit.impossible("Ethernet addresses need Ethernet or 802.11");
        if (direction.wlanOnly()) return unit.impossible("addr1 to addr4, ra and ta need 802.11");
        return onEthernet(sides(direction, source -> unit.equal(Base.HEADER, source ? 6 : 0, address)));
    }

    /** @param protocol null or LINK for the link layer */
    Condition broadcast(Protocol protocol) {
        if (protocol == Protocol.IP) return unit.wrong("'ip broadcast' needs a network mask, which a capture does not hold; write 'ip[16:4] = ...'");
        if (protocol != null && protocol != Protocol.LINK) return unit.wrong("'broadcast' goes with ether, or stands alone");
        if (layout.wlan()) return wlan.destination(at -> unit.equal(Base.HEADER, at, BROADCAST));
        if (layout.linkType == Layout.ETHERNET) return onEthernet(unit.equal(Base.HEADER, 0, BROADCAST));
        return unit.impossible("'broadcast' needs Ethernet or 802.11");
    }

    /** @param protocol null or LINK for the link layer */
    Condition multicast(Protocol protocol) {
        if (protocol == Protocol.IP) return unit.and(link.carries(LinkLayer.ETHERTYPE_IP), unit.equal(Base.NETWORK, 16, 1, 0xf0, 0xe0));
        if (protocol == Protocol.IP6) return unit.and(link.carries(LinkLayer.ETHERTYPE_IP6), unit.equal(Base.NETWORK, 24, 1, 255));
        if (protocol != null && protocol != Protocol.LINK) return unit.wrong("'multicast' goes with ether, ip or ip6, or stands alone");
        if (layout.wlan()) return wlan.destination(at -> unit.anyBit(Base.HEADER, at, 1, 1));
        if (layout.linkType == Layout.ETHERNET) return onEthernet(unit.anyBit(Base.HEADER, 0, 1, 1));
        return unit.impossible("'multicast' of the link layer needs Ethernet or 802.11");
    }

    /** Inside of Geneve there may be no Ethernet header: then the link header and what follows it are at the same place. */
    private Condition onEthernet(Condition condition) {
        if (!layout.geneve) return condition;
        Statements load = new Statements().add(Op.LOAD_SCRATCH, unit.word(layout.header.variable()))
            .add(Op.LOAD_X_SCRATCH, unit.word(layout.payload.variable()));
        return unit.and(unit.test(load, Op.IF_EQUAL_X, 0).not(), condition);
    }

    private Condition sides(Direction direction, Function<Boolean, Condition> test) {
        return switch (direction) {
            case SOURCE -> test.apply(true);
            case DESTINATION -> test.apply(false);
            case BOTH -> unit.and(test.apply(true), test.apply(false));
            default -> unit.or(test.apply(true), test.apply(false));
        };
    }

    private Condition notWlan() {
        return unit.wrong("addr1 to addr4, ra and ta go with addresses of 802.11 only; write src or dst");
    }

    /** @return whether a bit beyond the prefix is set */
    static boolean beyondPrefix(byte[] address, int prefix) {
        byte[] network = Arrays.copyOf(address, address.length);
        for (int bit = prefix; bit < 8 * network.length; bit++) network[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        return !Arrays.equals(network, address);
    }
}
