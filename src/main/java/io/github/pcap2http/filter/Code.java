package io.github.pcap2http.filter;

import java.util.Arrays;

/** The code of a filter as it grows. Conditions are joined by backpatching, so that neither depth nor order of writing matter. */
final class Code {
    private int[] code = new int[64 * Program.SIZE];
    private int size = Program.SIZE;   // place 0 stays free: it ends the chains of a Condition

    /** Code that does {@code before}, then compares. @param op one of the jumps of {@link Op} */
    Condition test(Statements before, int op, int k) {
        int head = size;
        append(before);
        int jump = size;
        append(new Statements().add(op, k));
        code[jump + 2] = 0;
        code[jump + 3] = 0;
        return new Condition(head, jump + 2, jump + 2, jump + 3, jump + 3);
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
