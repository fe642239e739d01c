package io.github.pcap2http.filter;

/** Instructions of the packet filter machine. A: accumulator, X: index register, M: scratch words, P: the packet, k: the constant. */
final class Op {
    static final int LOAD_WORD = 0;          // A = P[k], 4 bytes
    static final int LOAD_HALF = 1;          // A = P[k], 2 bytes
    static final int LOAD_BYTE = 2;          // A = P[k]
    static final int LOAD_WORD_X = 3;        // A = P[X + k], 4 bytes
    static final int LOAD_HALF_X = 4;
    static final int LOAD_BYTE_X = 5;
    static final int LOAD_LENGTH = 6;        // A = length of the packet on the wire
    static final int LOAD_NUMBER = 7;        // A = k
    static final int LOAD_SCRATCH = 8;       // A = M[k]
    static final int LOAD_X_NUMBER = 9;      // X = k
    static final int LOAD_X_SCRATCH = 10;    // X = M[k]
    static final int LOAD_X_HEADER = 11;     // X = 4 * (P[k] & 15), the length of an IPv4 header
    static final int STORE = 12;             // M[k] = A
    static final int STORE_X = 13;           // M[k] = X
    static final int A_TO_X = 14;
    static final int X_TO_A = 15;
    static final int NEGATE = 16;

    static final int ADD = 17;               // A = A + k
    static final int MULTIPLY = 18;
    static final int AND = 19;
    static final int OR = 20;
    static final int SHIFT_LEFT = 21;

    static final int ADD_X = 22;             // A = A + X
    static final int SUBTRACT_X = 23;
    static final int MULTIPLY_X = 24;
    static final int DIVIDE_X = 25;          // X = 0 rejects the packet
    static final int MODULO_X = 26;          // X = 0 rejects the packet
    static final int AND_X = 27;
    static final int OR_X = 28;
    static final int XOR_X = 29;
    static final int SHIFT_LEFT_X = 30;      // 0 when X is above 31
    static final int SHIFT_RIGHT_X = 31;

    static final int JUMP = 32;              // always to the first target
    static final int IF_EQUAL = 33;          // A == k: first target, else second; all comparisons are unsigned
    static final int IF_GREATER = 34;
    static final int IF_AT_LEAST = 35;
    static final int IF_ANY_BIT = 39;        // (A & k) != 0
    static final int IF_EQUAL_X = 36;        // A == X
    static final int IF_GREATER_X = 37;
    static final int IF_AT_LEAST_X = 38;

    // What most tests are, in one step. The packet's bytes at k, with the mask, are the value.
    static final int WORD_IS = 40;
    static final int HALF_IS = 41;
    static final int BYTE_IS = 42;
    static final int HALF_BEHIND_IS = 43;    // 2 bytes, the mask further on, behind the IPv4 header at k, are the value

    private Op() { }

    /** @return the jump that compares A with k, for one that compares it with X */
    static int withConstant(int jump) {
        return jump - IF_EQUAL_X + IF_EQUAL;
    }
}
