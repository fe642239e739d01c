package io.github.pcap2http.filter;

/**
 * What runs first on 802.11: it finds out how long the radio header and the 802.11 header are, if a primitive asks for what is behind them.
 * The 802.11 header is taken as that of a data frame with three addresses, with two bytes more for QoS.
 */
final class WlanHeader {
    private static final int FIXED = 24;            // bytes
    private static final int FRAME_CONTROL_DATA = 0x08;
    private static final int FRAME_CONTROL_OTHER = 0x04;
    private static final int FRAME_CONTROL_QOS = 0x80;

    // Radiotap, with bits as they look to a load in network byte order.
    private static final int HAS_FLAGS = Integer.reverseBytes(1 << 1);
    private static final int HAS_MORE_BITS = Integer.reverseBytes(1 << 31);
    private static final int HAS_TIME = Integer.reverseBytes(1);
    private static final int FLAG_PADDED = 0x20;

    private final Unit unit;
    private final Layout layout;
    private final Statements code = new Statements();

    WlanHeader(Unit unit) {
        this.unit = unit;
        this.layout = unit.layout;
    }

    Statements statements() {
        if (layout.outermost != Layout.WLAN && layout.outermost != Layout.WLAN_RADIOTAP && layout.outermost != Layout.WLAN_AVS) return code;
        boolean payloadWanted = layout.wlanPayload.word >= 0;
        if (layout.outermost != Layout.WLAN && (payloadWanted || layout.radioLength.word >= 0)) radioHeader();
        if (payloadWanted) wlanHeader();
        return code;
    }

    /** X and the scratch word of the link header = length of what comes before it. */
    private void radioHeader() {
        if (layout.outermost == Layout.WLAN_RADIOTAP) {   // 2 bytes at 2, in little endian
            code.add(Op.LOAD_BYTE, 3).add(Op.SHIFT_LEFT, 8).add(Op.A_TO_X).add(Op.LOAD_BYTE, 2).add(Op.OR_X);
        } else {                                          // 4 bytes at 4
            code.add(Op.LOAD_WORD, 4);
        }
        code.add(Op.STORE, unit.word(layout.radioLength)).add(Op.A_TO_X);
    }

    private void wlanHeader() {
        int payload = layout.wlanPayload.word;
        if (code.here() == 0) code.add(Op.LOAD_X_NUMBER, 0);
        code.add(Op.X_TO_A).add(Op.ADD, FIXED).add(Op.STORE, payload);
        code.add(Op.LOAD_BYTE_X, 0);
        int data = code.jump(Op.IF_ANY_BIT, FRAME_CONTROL_DATA);
        int other = code.jump(Op.IF_ANY_BIT, FRAME_CONTROL_OTHER);
        int qos = code.jump(Op.IF_ANY_BIT, FRAME_CONTROL_QOS);
        int longer = code.here();
        code.add(Op.LOAD_SCRATCH, payload).add(Op.ADD, 2).add(Op.STORE, payload);
        int behind = code.here();
        int done = layout.outermost == Layout.WLAN_RADIOTAP ? padding(payload) : behind;
        code.target(data, other, done);
        code.target(other, done, qos);
        code.target(qos, longer, behind);
    }

    /**
     * Some adapters pad the 802.11 header to a multiple of 4, and say so in the flags of radiotap, whose length is taken for one too.
     *
     * @return the end of the code
     */
    private int padding(int payload) {
        code.add(Op.LOAD_WORD, 4);
        int flags = code.jump(Op.IF_ANY_BIT, HAS_FLAGS);
        int more = code.jump(Op.IF_ANY_BIT, HAS_MORE_BITS);
        int time = code.jump(Op.IF_ANY_BIT, HAS_TIME);
        int behindTime = code.here();
        code.add(Op.LOAD_BYTE, 16);
        int paddedBehindTime = code.jump(Op.IF_ANY_BIT, FLAG_PADDED);
        int first = code.here();
        code.add(Op.LOAD_BYTE, 8);
        int paddedFirst = code.jump(Op.IF_ANY_BIT, FLAG_PADDED);
        int roundUp = code.here();
        code.add(Op.LOAD_SCRATCH, payload).add(Op.ADD, 3).add(Op.AND, ~3).add(Op.STORE, payload);
        int done = code.here();
        code.target(flags, more, done);
        code.target(more, done, time);
        code.target(time, behindTime, first);
        code.target(paddedBehindTime, roundUp, done);
        code.target(paddedFirst, roundUp, done);
        return done;
    }
}
