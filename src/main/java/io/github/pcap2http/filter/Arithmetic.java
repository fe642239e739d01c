package io.github.pcap2http.filter;

import io.github.pcap2http.filter.Unit.Base;

/** Numbers computed from the packet, and their comparison. All are unsigned, of 32 bits. */
final class Arithmetic {
    /** Indexes up to this are made part of the load. */
    private static final int MAX_DIRECT = 0xffff;

    /**
     * @param code leaves it in A
     * @param check must be true for the value to exist, such as that the packet is IP; null if it always does
     * @param constant what a number as written in the expression is; null for what is computed
     */
    record Value(Statements code, Condition check, Integer constant) { }

    private final Unit unit;
    private final Layout layout;
    private final Protocols protocols;
    private final Ports ports;

    Arithmetic(Unit unit, Protocols protocols, Ports ports) {
        this.unit = unit;
        this.layout = unit.layout;
        this.protocols = protocols;
        this.ports = ports;
    }

    Value number(int number) {
        return new Value(new Statements().add(Op.LOAD_NUMBER, number), null, number);
    }

    Value length() {
        return new Value(new Statements().add(Op.LOAD_LENGTH), null, null);
    }

    Value negative(Value value) {
        return new Value(value.code.add(Op.NEGATE), value.check, null);
    }

    /** That the right operand exists is not checked, as in libpcap. @param op one of the instructions of {@link Op} that combine A with X */
    Value combine(int op, Value left, Value right) {
        if (right.constant != null) {
            if ((op == Op.DIVIDE_X || op == Op.MODULO_X) && right.constant == 0) unit.wrong("division by zero");
            if ((op == Op.SHIFT_LEFT_X || op == Op.SHIFT_RIGHT_X) && (right.constant & ~31) != 0) unit.wrong("a shift is by at most 31 bits");
        }
        Statements code = right.constant != null ? left.code.add(Op.LOAD_X_NUMBER, right.constant) : operands(left, right);
        return new Value(code.add(op), left.check, null);
    }

    /** @param jump one of IF_EQUAL_X, IF_GREATER_X, IF_AT_LEAST_X @param not whether the values, if they exist, must not compare so */
    Condition compare(int jump, boolean not, Value left, Value right) {
        Condition compared = right.constant != null
            ? unit.test(left.code, Op.withConstant(jump), right.constant)
            : unit.test(operands(left, right), jump, 0);
        if (not) compared = compared.not();
        Condition check = both(left.check, right.check);
        return check == null ? compared : unit.and(check, compared);
    }

    /** Code of both, the left one first; then A = left, X = right. */
    private Statements operands(Value left, Value right) {
        int word = unit.allocate();
        return left.code.add(Op.STORE, word).add(right.code).add(Op.A_TO_X).add(Op.LOAD_SCRATCH, word);
    }

    /** {@code protocol[index:size]}. @param index consumed */
    Value load(Protocol protocol, Value index, int size) {
        if (size != 1 && size != 2 && size != 4) unit.wrong("a load is of 1, 2 or 4 bytes");
        return switch (protocol) {
            case LINK -> new Value(load(Base.HEADER, 0, index, size), index.check, null);
            case RADIO -> {
                boolean radio = layout.linkType == Layout.WLAN_RADIOTAP || layout.linkType == Layout.WLAN_AVS;
                Condition check = radio ? index.check : unit.impossible("'radio' needs 802.11 with a radio header");
                yield new Value(index.code.add(Op.A_TO_X).add(Unit.indexed(size), 0), check, null);
            }
            case IP, ARP, RARP, ATALK, DECNET, SCA, LAT, MOPRC, MOPDL, IP6 ->
                new Value(load(Base.NETWORK, 0, index, size), both(index.check, protocols.is(protocol)), null);
            case SCTP, TCP, UDP, ICMP, IGMP, IGRP, PIM, VRRP, CARP -> {
                Condition carried = unit.and(protocols.is(protocol), ports.firstFragment());
                Condition check = unit.and(protocols.is(Protocol.IP), both(index.check, carried));
                yield new Value(load(Base.BEHIND_IPV4, 0, index, size), check, null);
            }
            case ICMP6 -> {
                Condition check = unit.and(both(index.check, protocols.is(Protocol.IP6)), unit.equal(Base.NETWORK, 6, 1, Protocol.ICMP6.numbers[0]));
                yield new Value(load(Base.BEHIND_IPV6, 0, index, size), check, null);
            }
            default -> new Value(index.code,
                unit.wrong("'" + protocol.word() + "' cannot be indexed; ether, ip, ip6, arp, tcp, udp, icmp and others can"), null);
        };
    }

    private Statements load(Base base, int offset, Value index, int size) {
        if (index.constant != null && index.constant >= 0 && index.constant <= MAX_DIRECT) return unit.load(base, offset + index.constant, size);
        int word = unit.allocate();
        return index.code.add(Op.STORE, word).add(unit.load(base, offset, size, word));
    }

    private Condition both(Condition first, Condition then) {
        return first == null ? then : then == null ? first : unit.and(first, then);
    }
}
