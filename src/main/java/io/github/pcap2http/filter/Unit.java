package io.github.pcap2http.filter;

import io.github.pcap2http.filter.Layout.Place;
import io.github.pcap2http.filter.Layout.Variable;

/** One compilation of an expression for one link type: its code, its scratch words, and the loads and comparisons that all primitives are made of. */
final class Unit {
    /** No index. */
    static final int NO_INDEX = -1;

    final Layout layout;
    private final Code code = new Code();
    private final String expression;
    private int words;
    private int position;
    private String impossible;
    private FilterException wrong;

    Unit(String expression, Layout layout) {
        this.expression = expression;
        this.layout = layout;
    }

    /** Says what part of the expression is being worked on. */
    void at(Token token) {
        position = token.position();
    }

    /** What means nothing, whatever the link type. The first of them is what {@link #finish} fails with. @return a condition to go on with */
    Condition wrong(String message) {
        if (wrong == null) wrong = new FilterException(expression, position, message);
        return never();
    }

    /** @return what to throw for an expression that cannot be read on: the first that is wrong with it */
    FilterException syntax(Token token, String message) {
        return wrong != null ? wrong : new FilterException(expression, token.position(), message);
    }

    /** What this link type cannot have. The rest is still looked at. @return a condition to go on with; the filter as a whole matches nothing */
    Condition impossible(String message) {
        if (impossible == null) impossible = message;
        return never();
    }

    /** @return why no packet of this link type can match; null when some may */
    String impossible() {
        return impossible;
    }

    Condition and(Condition first, Condition... more) {
        return code.and(first, more);
    }

    Condition or(Condition first, Condition... more) {
        return code.or(first, more);
    }

    Condition test(Statements before, int op, int k) {
        return code.test(before, op, k);
    }

    Condition always() {
        return test(new Statements().add(Op.LOAD_NUMBER), Op.IF_EQUAL, 0);
    }

    Condition never() {
        return always().not();
    }

    Condition equal(Base base, int offset, int size, int value) {
        return test(load(base, offset, size), Op.IF_EQUAL, value);
    }

    Condition equal(Base base, int offset, int size, int mask, int value) {
        Statements load = load(base, offset, size);
        return test(mask == -1 ? load : load.add(Op.AND, mask), Op.IF_EQUAL, value);
    }

    Condition anyBit(Base base, int offset, int size, int bits) {
        return test(load(base, offset, size), Op.IF_ANY_BIT, bits);
    }

    Condition greater(Base base, int offset, int size, int value) {
        return test(load(base, offset, size), Op.IF_GREATER, value);
    }

    Condition atLeast(Base base, int offset, int size, int value) {
        return test(load(base, offset, size), Op.IF_AT_LEAST, value);
    }

    /** Bytes from the last to the first, four at a time while there are four. */
    Condition equal(Base base, int offset, byte[] value) {
        Condition all = null;
        for (int end = value.length; end > 0; ) {
            int size = end >= 4 ? 4 : end >= 2 ? 2 : 1;
            end -= size;
            int number = 0;
            for (int i = end; i < end + size; i++) number = number << 8 | value[i] & 0xff;
            Condition part = equal(base, offset + end, size, number);
            all = all == null ? part : and(all, part);
        }
        return all;
    }

    /** What an offset counts from. */
    enum Base {
        /** The link header, whatever it holds. */
        HEADER,
        /** The field that says what the link header carries. */
        TYPE,
        /** What follows the link header. */
        PAYLOAD,
        /** The network header. */
        NETWORK,
        /** The network header of a packet without a SNAP header. */
        NETWORK_NO_SNAP,
        /** What an IPv4 header carries. */
        BEHIND_IPV4,
        /** What an IPv6 header carries when no extension header follows it. */
        BEHIND_IPV6
    }

    Statements load(Base base, int offset, int size) {
        return load(base, offset, size, NO_INDEX);
    }

    /** @param index scratch word with a number to add to the offset; {@link #NO_INDEX} for none */
    Statements load(Base base, int offset, int size, int index) {
        return switch (base) {
            case HEADER -> load(layout.header, offset, size, index);
            case TYPE -> load(layout.type, offset, size, index);
            case PAYLOAD -> load(layout.payload, offset, size, index);
            case NETWORK -> load(layout.payload, layout.network + offset, size, index);
            case NETWORK_NO_SNAP -> load(layout.payload, layout.networkNoSnap + offset, size, index);
            case BEHIND_IPV6 -> load(layout.payload, layout.network + 40 + offset, size, index);
            case BEHIND_IPV4 -> addIndex(loadXWithIpv4Header(), index).add(indexed(size), layout.payload.constant() + layout.network + offset);
        };
    }

    private Statements load(Place place, int offset, int size, int index) {
        Statements load = new Statements();
        if (loadX(load, place)) return addIndex(load, index).add(indexed(size), place.constant() + offset);
        if (index == NO_INDEX) return load.add(absolute(size), place.constant() + offset);
        return load.add(Op.LOAD_X_SCRATCH, index).add(indexed(size), place.constant() + offset);
    }

    private static Statements addIndex(Statements load, int index) {
        return index == NO_INDEX ? load : load.add(Op.LOAD_SCRATCH, index).add(Op.ADD_X).add(Op.A_TO_X);
    }

    /** X = the variable part of a place, if it has one. @return whether it has one */
    boolean loadX(Statements to, Place place) {
        if (place.variable() == null) return false;
        to.add(Op.LOAD_X_SCRATCH, word(place.variable()));
        return true;
    }

    /** X = the length of the IPv4 header, and the variable part of what comes before it. */
    Statements loadXWithIpv4Header() {
        Statements load = new Statements();
        int header = layout.payload.constant() + layout.network;
        if (!loadX(load, layout.payload)) return load.add(Op.LOAD_X_HEADER, header);
        return load.add(Op.LOAD_BYTE_X, header).add(Op.AND, 0xf).add(Op.SHIFT_LEFT, 2).add(Op.ADD_X).add(Op.A_TO_X);
    }

    static int indexed(int size) {
        return size == 4 ? Op.LOAD_WORD_X : size == 2 ? Op.LOAD_HALF_X : Op.LOAD_BYTE_X;
    }

    private static int absolute(int size) {
        return size == 4 ? Op.LOAD_WORD : size == 2 ? Op.LOAD_HALF : Op.LOAD_BYTE;
    }

    /** @return a scratch word that nobody else has */
    int allocate() {
        return words++;
    }

    /** @return the scratch word of a variable, which keeps its value from when the program starts */
    int word(Variable variable) {
        if (variable.word < 0) variable.word = words++;
        return variable.word;
    }

    Program finish(Condition condition) throws FilterException {
        if (wrong != null) throw wrong;
        return code.finish(new WlanHeader(this).statements(), condition, words);
    }
}
