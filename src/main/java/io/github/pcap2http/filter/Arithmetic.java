package io.github.pcap2http.filter;

import io.github.pcap2http.filter.Unit.Base;

/** Numbers computed from the packet, and their comparison. All are unsigned, of 32 bits. */
final class Arithmetic {
    /**
     * @param code computes it, into a scratch word
     * @param check must be true for the value to exist, such as that the packet is IP; null if it always does
     * @param constant what a number as written in the expression is; null for what is computed
     */
    record Value(Statements code, Condition check, int register, Integer constant) { }

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
        int register = unit.allocate();
        return new Value(new Statements().add(Op.LOAD_NUMBER, number).add(Op.STORE, register), null, register, number);
    }

    Value length() {
        int register = unit.allocate();
        return new Value(new Statements().add(Op.LOAD_LENGTH).add(Op.STORE, register), null, register, null);
    }

    Value negative(Value value) {
        value.code.add(Op.LOAD_SCRATCH, value.register).add(Op.NEGATE).add(Op.STORE, value.register);
        return new Value(value.code, value.check, value.register, null);
    }

    /** @param op one of the instructions of {@link Op} that combine A with X */
    Value combine(int op, Value left, Value right) {
        if (right.constant != null) {
            if ((op == Op.DIVIDE_X || op == Op.MODULO_X) && right.constant == 0) unit.wrong("division by zero");
            if ((op == Op.SHIFT_LEFT_X || op == Op.SHIFT_RIGHT_X) && (right.constant & ~31) != 0) unit.wrong("a shift is by at most 31 bits");
        }
        operands(left, right).add(op);
        unit.free(left.register);
        unit.free(right.register);
        int register = unit.allocate();
        return new Value(left.code.add(Op.STORE, register), left.check, register, null);
    }

    /** @param jump one of IF_EQUAL_X, IF_GREATER_X, IF_AT_LEAST_X @param not whether the values, if they exist, must not compare so */
    Condition compare(int jump, boolean not, Value left, Value right) {
        Condition compared = unit.test(operands(left, right), jump, 0);
        if (not) compared = compared.not();
        unit.free(left.register);
        unit.free(right.register);
        if (right.check != null) compared = unit.and(right.check, compared);
        return left.check != null ? unit.and(left.check, compared) : compared;
    }

    /** Code of both, and then A = left, X = right. */
    private static Statements operands(Value left, Value right) {
        return left.code.add(right.code).add(Op.LOAD_X_SCRATCH, right.register).add(Op.LOAD_SCRATCH, left.register);
    }

    /** {@code protocol[index:size]}. @param index consumed */
    Value load(Protocol protocol, Value index, int size) {
        int register = unit.allocate();
        unit.free(index.register);
        if (size != 1 && size != 2 && size != 4) unit.wrong("a load is of 1, 2 or 4 bytes");
        Statements code = index.code;
        Condition check = switch (protocol) {
            case LINK -> {
                indexed(code, layout.header, layout.header.constant(), index, size);
                yield index.check;
            }
            case RADIO -> {
                boolean radio = layout.linkType == Layout.WLAN_RADIOTAP || layout.linkType == Layout.WLAN_AVS;
                code.add(Op.LOAD_X_SCRATCH, index.register).add(Unit.indexed(size), 0);
                yield radio ? index.check : unit.impossible("'radio' needs 802.11 with a radio header");
            }
            case IP, ARP, RARP, ATALK, DECNET, SCA, LAT, MOPRC, MOPDL, IP6 -> {
                indexed(code, layout.payload, layout.payload.constant() + layout.network, index, size);
                yield behind(index.check, protocols.is(protocol));
            }
            case SCTP, TCP, UDP, ICMP, IGMP, IGRP, PIM, VRRP, CARP -> {
                code.add(unit.loadXWithIpv4Header()).add(Op.LOAD_SCRATCH, index.register).add(Op.ADD_X).add(Op.A_TO_X);
                code.add(Unit.indexed(size), layout.payload.constant() + layout.network);
                Condition carried = unit.and(protocols.is(protocol), ports.firstFragment());
                yield unit.and(protocols.is(Protocol.IP), behind(index.check, carried));
            }
            case ICMP6 -> {
                indexed(code, layout.payload, layout.payload.constant() + layout.network + 40, index, size);
                yield unit.and(behind(index.check, protocols.is(Protocol.IP6)), unit.equal(Base.NETWORK, 6, 1, Protocol.ICMP6.numbers[0]));
            }
            default -> unit.wrong("'" + protocol.word() + "' cannot be indexed; ether, ip, ip6, arp, tcp, udp, icmp and others can");
        };
        return new Value(code.add(Op.STORE, register), check, register, null);
    }

    private void indexed(Statements code, Layout.Place base, int constant, Value index, int size) {
        if (unit.loadX(code, base)) code.add(Op.LOAD_SCRATCH, index.register).add(Op.ADD_X).add(Op.A_TO_X);
        else code.add(Op.LOAD_X_SCRATCH, index.register);
        code.add(Unit.indexed(size), constant);
    }

    private Condition behind(Condition first, Condition then) {
        return first == null ? then : unit.and(first, then);
    }
}
