package io.github.pcap2http.coding;

import java.io.IOException;

/** A compressed meta-block: its header (RFC 7932, section 9.2), and the symbols that are read with what the header says. */
final class BrotliMetaBlock {
    private static final int LITERALS = 256;
    private static final int COMMANDS = 704;
    private static final int SHORT_DISTANCES = 16;   // codes that speak of recent distances

    private final BrotliBits bits;
    private final BrotliBlocks literals;
    private final BrotliBlocks commands;
    private final BrotliBlocks distances;
    private final int postfixBits;
    private final int direct;
    private final int[] modes;
    private final byte[] literalMap;
    private final byte[] distanceMap;
    private final BrotliCode[] literalCodes;
    private final BrotliCode[] commandCodes;
    private final BrotliCode[] distanceCodes;

    BrotliMetaBlock(BrotliBits bits) throws IOException {
        this.bits = bits;
        literals = new BrotliBlocks(bits);
        commands = new BrotliBlocks(bits);
        distances = new BrotliBlocks(bits);
        postfixBits = bits.read(2);
        direct = bits.read(4) << postfixBits;
        modes = new int[literals.types];
        for (int i = 0; i < modes.length; i++) modes[i] = bits.read(2);
        int literalTrees = BrotliBlocks.oneTo256(bits);
        literalMap = contextMap(literals.types << 6, literalTrees);
        int distanceTrees = BrotliBlocks.oneTo256(bits);
        distanceMap = contextMap(distances.types << 2, distanceTrees);
        literalCodes = codes(literalTrees, LITERALS);
        commandCodes = codes(commands.types, COMMANDS);
        distanceCodes = codes(distanceTrees, SHORT_DISTANCES + direct + (48 << postfixBits));
    }

    private BrotliCode[] codes(int count, int alphabet) throws IOException {
        BrotliCode[] codes = new BrotliCode[count];
        for (int i = 0; i < count; i++) codes[i] = BrotliCode.of(bits, alphabet);
        return codes;
    }

    /** Which code a context uses, section 7.3: runs of zeros, and then perhaps indices that moved to the front. */
    private byte[] contextMap(int size, int trees) throws IOException {
        byte[] map = new byte[size];
        if (trees == 1) return map;
        int maxRun = bits.flag() ? bits.read(4) + 1 : 0;
        BrotliCode code = BrotliCode.of(bits, trees + maxRun);
        int i = 0;
        while (i < size) {
            int symbol = code.read(bits);
            if (symbol == 0 || symbol > maxRun) {
                map[i++] = (byte) (symbol == 0 ? 0 : symbol - maxRun);
                continue;
            }
            i += (1 << symbol) + bits.read(symbol);
            if (i > size) throw new IOException("a context map that is too long");
        }
        if (bits.flag()) undoMoveToFront(map);
        return map;
    }

    private static void undoMoveToFront(byte[] map) {
        byte[] order = new byte[256];
        for (int i = 0; i < order.length; i++) order[i] = (byte) i;
        for (int i = 0; i < map.length; i++) {
            int index = map[i] & 0xff;
            byte value = order[index];
            map[i] = value;
            System.arraycopy(order, 0, order, 1, index);
            order[0] = value;
        }
    }

    /** @return the next insert-and-copy symbol, 0 to 703 */
    int command() throws IOException {
        return commandCodes[commands.next(bits)].read(bits);
    }

    byte literal(int last, int beforeLast) throws IOException {
        int type = literals.next(bits);
        int context = BrotliContext.of(modes[type], last, beforeLast);
        return (byte) literalCodes[literalMap[type << 6 | context] & 0xff].read(bits);
    }

    /** @return the next distance symbol for a copy of {@code length} */
    int distanceSymbol(int length) throws IOException {
        int context = Math.min(length, 5) - 2;
        return distanceCodes[distanceMap[distances.next(bits) << 2 | context] & 0xff].read(bits);
    }

    /** Section 4. @param symbol 16 or more */
    int distance(int symbol) throws IOException {
        int code = symbol - SHORT_DISTANCES;
        if (code < direct) return code + 1;
        code -= direct;
        int extraBits = 1 + (code >> postfixBits + 1);
        int high = code >> postfixBits;
        int offset = (2 + (high & 1) << extraBits) - 4;
        return (offset + bits.read(extraBits) << postfixBits) + (code & (1 << postfixBits) - 1) + direct + 1;
    }
}
