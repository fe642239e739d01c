package io.github.pcap2http.filter;

import io.github.pcap2http.filter.Unit.Base;
import java.util.function.IntFunction;

/** IEEE 802.11 headers: frame control is at 0 and 1, the addresses are at 4, 10, 16 and, when both distribution bits are set, 24. */
final class Wlan {
    private static final int TYPE = 0x0c;       // bits of frame control
    private static final int SUBTYPE = 0xf0;
    private static final int CONTROL = 0x04;
    private static final int DATA = 0x08;
    private static final int CTS = 0xc0;
    private static final int ACK = 0xd0;
    private static final int TO_DISTRIBUTION = 0x01;     // bits of its second byte
    private static final int FROM_DISTRIBUTION = 0x02;
    private static final int DIRECTION = 0x03;

    private final Unit unit;

    Wlan(Unit unit) {
        this.unit = unit;
    }

    Condition dataFrame() {
        return unit.and(control(CONTROL).not(), control(DATA));
    }

    /** Where the source of a frame is depends on its type and on its way through the distribution system. */
    Condition source(byte[] address) {
        IntFunction<Condition> at = offset -> unit.equal(Base.HEADER, offset, address);
        Condition relayed = unit.or(unit.and(way(TO_DISTRIBUTION).not(), at.apply(16)), unit.and(way(TO_DISTRIBUTION), at.apply(24)));
        Condition data = unit.or(unit.and(way(FROM_DISTRIBUTION).not(), at.apply(10)), unit.and(way(FROM_DISTRIBUTION), relayed));
        Condition any = unit.or(unit.and(control(DATA).not(), at.apply(10)), unit.and(control(DATA), data));
        return unit.and(control(CONTROL).not(), any);
    }

    /** @param at a test of the address at an offset */
    Condition destination(IntFunction<Condition> at) {
        Condition data = unit.or(unit.and(way(TO_DISTRIBUTION).not(), at.apply(4)), unit.and(way(TO_DISTRIBUTION), at.apply(16)));
        Condition any = unit.or(unit.and(control(DATA).not(), at.apply(4)), unit.and(control(DATA), data));
        return unit.and(control(CONTROL).not(), any);
    }

    /** @param which one of the directions that only 802.11 has */
    Condition address(Qualifiers.Direction which, byte[] address) {
        return switch (which) {
            case ADDRESS_1 -> unit.equal(Base.HEADER, 4, address);
            case ADDRESS_2 -> unit.and(hasSecondAddress(), unit.equal(Base.HEADER, 10, address));
            case ADDRESS_3 -> unit.and(type(CONTROL, TYPE).not(), unit.equal(Base.HEADER, 16, address));
            case ADDRESS_4 -> unit.and(unit.equal(Base.HEADER, 1, 1, DIRECTION, DIRECTION), unit.equal(Base.HEADER, 24, address));
            case RECEIVER -> unit.and(control(DATA), unit.equal(Base.HEADER, 4, address));
            case TRANSMITTER -> unit.and(control(DATA), hasSecondAddress(), unit.equal(Base.HEADER, 10, address));
            default -> throw new AssertionError(which);
        };
    }

    private Condition hasSecondAddress() {
        return unit.or(type(CONTROL, TYPE).not(), unit.and(type(CTS, SUBTYPE).not(), type(ACK, SUBTYPE).not()));
    }

    /** @param value type or subtype or both as they are in frame control @param mask the bits to look at */
    Condition type(int value, int mask) {
        return unit.equal(Base.HEADER, 0, 1, mask, value);
    }

    /** {@code type} and {@code subtype} of the language. */
    Condition typeIs(int value, boolean subtypeToo) {
        if (!unit.layout.wlan()) return unit.impossible("'type' and 'subtype' need 802.11");
        return type(value, subtypeToo ? TYPE | SUBTYPE : TYPE);
    }

    /** {@code dir} of the language. */
    Condition directionIs(int value) {
        if (!unit.layout.wlan()) return unit.impossible("'dir' needs 802.11");
        return unit.equal(Base.HEADER, 1, 1, DIRECTION, value);
    }

    private Condition control(int bit) {
        return unit.anyBit(Base.HEADER, 0, 1, bit);
    }

    private Condition way(int bit) {
        return unit.anyBit(Base.HEADER, 1, 1, bit);
    }
}
