package io.github.pcap2http.coding;

import java.io.IOException;

/**
 * A decoding table of finite state entropy (RFC 8878, section 4.1.1). For each state: the symbol, how many bits tell the next state,
 * and what is added to them.
 */
final class ZstdTable {
    private static final int LEAST_LOG = 5;

    final int log;   // a state has so many bits
    final byte[] symbols;
    final byte[] bits;
    final short[] base;

    private ZstdTable(int log) {
        this.log = log;
        symbols = new byte[1 << log];
        bits = new byte[1 << log];
        base = new short[1 << log];
    }

    /** A table of one symbol, which takes no bits. */
    static ZstdTable of(int symbol) {
        ZstdTable table = new ZstdTable(0);
        table.symbols[0] = (byte) symbol;
        return table;
    }

    /** @param counts of states for each symbol; -1: less than one. They fill 2 to the power of {@code log} states */
    static ZstdTable of(int log, short... counts) throws IOException {
        ZstdTable table = new ZstdTable(log);
        int size = 1 << log;
        int[] next = new int[counts.length];
        int high = size;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            next[symbol] = Math.abs(counts[symbol]);
            if (counts[symbol] == -1) table.symbols[--high] = (byte) symbol;
        }
        int at = 0;
        int step = (size >> 1) + (size >> 3) + 3;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            for (int i = 0; i < counts[symbol]; i++) {
                table.symbols[at] = (byte) symbol;
                do at = at + step & size - 1; while (at >= high);
            }
        }
        if (at != 0) throw new IOException("a table is corrupt");
        for (int state = 0; state < size; state++) {
            int following = next[table.symbols[state]]++;
            int count = log - 31 + Integer.numberOfLeadingZeros(following);
            table.bits[state] = (byte) count;
            table.base[state] = (short) ((following << count) - size);
        }
        return table;
    }

    /** Reads a description of a table. */
    static final class Reading {
        private final byte[] array;
        private final int end;   // the array must go on for SPARE bytes behind it
        private long at;   // bits

        Reading(byte[] array, int start, int end) {
            this.array = array;
            this.end = end;
            this.at = 8L * start;
        }

        /** @return index of the byte behind it */
        int end() {
            return (int) (at + 7 >>> 3);
        }

        /** @param mostLog greatest log that is allowed here. @param symbols how many there may be */
        ZstdTable table(int mostLog, int symbols) throws IOException {
            int log = LEAST_LOG + bits(4);
            if (log > mostLog) throw new IOException("a table is too large");
            short[] counts = new short[symbols];
            int left = 1 << log;
            int symbol = 0;
            while (left > 0) {
                int count = count(left);
                if (symbol >= symbols) throw new IOException("a table has too many symbols");
                counts[symbol++] = (short) count;
                left -= Math.abs(count);
                for (int zeros = count == 0 ? 3 : 0; zeros == 3; ) {
                    zeros = bits(2);
                    symbol += zeros;
                }
            }
            if (left < 0 || end() > end) throw new IOException("a table is corrupt");
            return of(log, counts);
        }

        /** The lower values take a bit less than the others. @return -1 to {@code left} */
        private int count(int left) throws IOException {
            int bits = 32 - Integer.numberOfLeadingZeros(left + 1);
            int value = bits(bits);
            int lower = (1 << bits - 1) - 1;
            int shorter = (1 << bits) - 1 - (left + 1);
            if ((value & lower) < shorter) {
                at--;
                value &= lower;
            } else if (value > lower) {
                value -= shorter;
            }
            return value - 1;
        }

        private int bits(int count) throws IOException {
            int from = (int) (at >>> 3);
            if (from >= end) throw new IOException("a table is cut");
            int three = array[from] & 0xff | (array[from + 1] & 0xff) << 8 | (array[from + 2] & 0xff) << 16;
            int value = three >>> (at & 7) & (1 << count) - 1;
            at += count;
            return value;
        }
    }
}
