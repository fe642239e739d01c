package io.github.pcap2http.filter;

import java.util.Arrays;

/**
 * A filter for one link type, ready to run. An instruction has six numbers: what to do (of {@link Op}), its constant k, the places
 * to go on at for jumps, if so and if not, and a value and a mask. The scratch words make it belong to one thread at a time.
 */
final class Program {
    /** Numbers of an instruction. */
    static final int SIZE = 6;
    /** Places to jump to that end the run. */
    static final int ACCEPT = -1;
    static final int REJECT = -2;
    private final int[] code;
    private final int start;
    private final int[] scratch;

    /** @param start where to begin, or {@link #ACCEPT} or {@link #REJECT} @param scratchWords how many there are */
    Program(int[] code, int start, int scratchWords) {
        this.code = code;
        this.start = start;
        this.scratch = new int[scratchWords];
    }

    /** @return whether the packet passes; a load beyond {@code length}, and a division by 0, reject it */
    boolean accepts(byte[] array, int offset, int length, long originalLength) {
        if (start < 0) return start == ACCEPT;
        if (scratch.length > 0) Arrays.fill(scratch, 0);
        return run(array, offset, length, (int) originalLength);
    }

    /** One switch over all instructions: the loop that everything else is for. */
    private boolean run(byte[] p, int offset, int length, int originalLength) {
        int[] code = this.code;
        int[] m = this.scratch;
        int a = 0;
        int x = 0;
        int pc = start;
        while (pc >= 0) {
            int k = code[pc + 1];
            int next = pc + SIZE;
            switch (code[pc]) {
                case Op.LOAD_WORD -> {
                    if (beyond(k, 4, length)) return false;
                    a = word(p, offset + k);
                }
                case Op.LOAD_HALF -> {
                    if (beyond(k, 2, length)) return false;
                    a = half(p, offset + k);
                }
                case Op.LOAD_BYTE -> {
                    if (beyond(k, 1, length)) return false;
                    a = p[offset + k] & 0xff;
                }
                case Op.LOAD_WORD_X -> {
                    if (beyond(k, x, 4, length)) return false;
                    a = word(p, offset + k + x);
                }
                case Op.LOAD_HALF_X -> {
                    if (beyond(k, x, 2, length)) return false;
                    a = half(p, offset + k + x);
                }
                case Op.LOAD_BYTE_X -> {
                    if (beyond(k, x, 1, length)) return false;
                    a = p[offset + k + x] & 0xff;
                }
                case Op.LOAD_LENGTH -> a = originalLength;
                case Op.LOAD_NUMBER -> a = k;
                case Op.LOAD_SCRATCH -> a = m[k];
                case Op.LOAD_X_NUMBER -> x = k;
                case Op.LOAD_X_SCRATCH -> x = m[k];
                case Op.LOAD_X_HEADER -> {
                    if (beyond(k, 1, length)) return false;
                    x = (p[offset + k] & 15) << 2;
                }
                case Op.STORE -> m[k] = a;
                case Op.STORE_X -> m[k] = x;
                case Op.A_TO_X -> x = a;
                case Op.X_TO_A -> a = x;
                case Op.NEGATE -> a = -a;
                case Op.ADD -> a += k;
                case Op.MULTIPLY -> a *= k;
                case Op.AND -> a &= k;
                case Op.OR -> a |= k;
                case Op.SHIFT_LEFT -> a = k >= 0 && k < 32 ? a << k : 0;
                case Op.ADD_X -> a += x;
                case Op.SUBTRACT_X -> a -= x;
                case Op.MULTIPLY_X -> a *= x;
                case Op.DIVIDE_X -> {
                    if (x == 0) return false;
                    a = Integer.divideUnsigned(a, x);
                }
                case Op.MODULO_X -> {
                    if (x == 0) return false;
                    a = Integer.remainderUnsigned(a, x);
                }
                case Op.AND_X -> a &= x;
                case Op.OR_X -> a |= x;
                case Op.XOR_X -> a ^= x;
                case Op.SHIFT_LEFT_X -> a = x >= 0 && x < 32 ? a << x : 0;
                case Op.SHIFT_RIGHT_X -> a = x >= 0 && x < 32 ? a >>> x : 0;
                case Op.JUMP -> next = code[pc + 2];
                case Op.IF_EQUAL -> next = code[a == k ? pc + 2 : pc + 3];
                case Op.IF_GREATER -> next = code[Integer.compareUnsigned(a, k) > 0 ? pc + 2 : pc + 3];
                case Op.IF_AT_LEAST -> next = code[Integer.compareUnsigned(a, k) >= 0 ? pc + 2 : pc + 3];
                case Op.IF_ANY_BIT -> next = code[(a & k) != 0 ? pc + 2 : pc + 3];
                case Op.IF_EQUAL_X -> next = code[a == x ? pc + 2 : pc + 3];
                case Op.IF_GREATER_X -> next = code[Integer.compareUnsigned(a, x) > 0 ? pc + 2 : pc + 3];
                case Op.IF_AT_LEAST_X -> next = code[Integer.compareUnsigned(a, x) >= 0 ? pc + 2 : pc + 3];
                case Op.WORD_IS -> {
                    if (beyond(k, 4, length)) return false;
                    next = code[(word(p, offset + k) & code[pc + 5]) == code[pc + 4] ? pc + 2 : pc + 3];
                }
                case Op.HALF_IS -> {
                    if (beyond(k, 2, length)) return false;
                    next = code[(half(p, offset + k) & code[pc + 5]) == code[pc + 4] ? pc + 2 : pc + 3];
                }
                case Op.BYTE_IS -> {
                    if (beyond(k, 1, length)) return false;
                    next = code[(p[offset + k] & 0xff & code[pc + 5]) == code[pc + 4] ? pc + 2 : pc + 3];
                }
                case Op.HALF_BEHIND_IS -> {
                    if (beyond(k, 1, length)) return false;
                    int at = ((p[offset + k] & 15) << 2) + code[pc + 5];
                    if (beyond(at, 2, length)) return false;
                    next = code[half(p, offset + at) == code[pc + 4] ? pc + 2 : pc + 3];
                }
                default -> throw new AssertionError(code[pc]);
            }
            pc = next;
        }
        return pc == ACCEPT;
    }

    private static boolean beyond(int k, int size, int length) {
        return k < 0 || k > length - size;
    }

    /** X and k are unsigned and their sum does not wrap: a large one is beyond any packet. */
    private static boolean beyond(int k, int x, int size, int length) {
        return (k & 0xffffffffL) + (x & 0xffffffffL) > length - size;
    }

    private static int half(byte[] p, int at) {
        return (p[at] & 0xff) << 8 | p[at + 1] & 0xff;
    }

    private static int word(byte[] p, int at) {
        return p[at] << 24 | (p[at + 1] & 0xff) << 16 | (p[at + 2] & 0xff) << 8 | p[at + 3] & 0xff;
    }
}
