package io.github.pcap2http.filter;

import java.util.Arrays;

/** The code of a filter as it grows. Conditions are joined by backpatching, so that neither depth nor order of writing matter. */
final class Code {
    private int[] code = new int[64 * Program.SIZE];
    private int size = Program.SIZE;   // place 0 stays free: it ends the chains of a Condition

    /** Code that does {@code before}, then compares. @param op one of the jumps of {@link Op} */
    Condition test(Statements before, int op, int k) {
        int head = size;
        if (op == Op.IF_EQUAL && fused(before, k, -1)) return open(head, size - Program.SIZE);
        if (op == Op.IF_ANY_BIT && fused(before, 0, k)) return open(head, size - Program.SIZE).not();
        append(before);
        append(new Statements().add(op, k));
        return open(head, size - Program.SIZE);
    }

    /** The condition whose last instruction, at {@code jump}, decides. */
    private Condition open(int head, int jump) {
        code[jump + 2] = 0;
        code[jump + 3] = 0;
        return new Condition(head, jump + 2, jump + 2, jump + 3, jump + 3);
    }

    /** Writes one instruction for a load, a mask and a comparison, if that is all. @return whether it did */
    private boolean fused(Statements before, int value, int mask) {
        int count = before.count();
        if (count == 0 || count > 2) return false;
        int first = before.op(0);
        if (count == 2 && first == Op.LOAD_X_HEADER && before.op(1) == Op.LOAD_HALF_X && mask == -1) {
            write(Op.HALF_BEHIND_IS, before.k(0), value, before.k(1));
            return true;
        }
        if (first > Op.LOAD_BYTE || count == 2 && (before.op(1) != Op.AND || mask != -1)) return false;
        write(Op.WORD_IS + first - Op.LOAD_WORD, before.k(0), value, count == 2 ? before.k(1) : mask);
        return true;
    }

    private void write(int op, int k, int value, int mask) {
        append(new Statements().add(op, k));
        code[size - Program.SIZE + 4] = value;
        code[size - Program.SIZE + 5] = mask;
    }

    /** All of them, asked from left to right until one is false. */
    Condition and(Condition first, Condition... more) {
        Condition all = first;
        for (Condition next : more) {
            fill(all.firstTrue(), next.head());
            join(all.lastFalse(), next.firstFalse());
            all = new Condition(all.head(), next.firstTrue(), next.lastTrue(),
                all.firstFalse() == 0 ? next.firstFalse() : all.firstFalse(), next.lastFalse() == 0 ? all.lastFalse() : next.lastFalse());
        }
        return all;
    }

    /** Any of them, asked from left to right until one is true. */
    Condition or(Condition first, Condition... more) {
        Condition any = first.not();
        for (Condition next : more) any = and(any, next.not());
        return any.not();
    }

    /** @param prologue what to do before {@code condition} is asked */
    Program finish(Statements prologue, Condition condition, int scratchWords) {
        fill(condition.firstTrue(), Program.ACCEPT);
        fill(condition.firstFalse(), Program.REJECT);
        int start = size;
        append(prologue);
        int jump = size;
        append(new Statements().add(Op.JUMP));
        code[jump + 2] = condition.head();
        return new Program(Arrays.copyOf(code, size), start, scratchWords);
    }

    private void join(int last, int first) {
        if (last != 0) code[last] = first;
    }

    private void fill(int first, int target) {
        for (int place = first; place != 0; ) {
            int next = code[place];
            code[place] = target;
            place = next;
        }
    }

    private void append(Statements statements) {
        if (size + statements.here() > code.length) code = Arrays.copyOf(code, Math.max(size + statements.here(), code.length * 2));
        statements.copyTo(code, size);
        size += statements.here();
    }
}
