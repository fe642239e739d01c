package io.github.pcap2http.filter;

import java.util.Arrays;

/** A run of instructions, one after the other, that may jump within itself and to its end. */
final class Statements {
    private int[] code = new int[8 * Program.SIZE];
    private int size;

    /** @return this */
    Statements add(int op, int k) {
        append(op, k, 0, 0);
        return this;
    }

    /** @return this */
    Statements add(int op) {
        return add(op, 0);
    }

    /** Adds a jump. @return a name for it, for {@link #target} */
    int jump(int op, int k) {
        append(op, k, 0, 0);
        return size - Program.SIZE;
    }

    /** @return the place of what is added next */
    int here() {
        return size;
    }

    /** Says where a jump goes: places that {@link #here} gave, also earlier ones. */
    void target(int jump, int whenTrue, int whenFalse) {
        code[jump + 2] = whenTrue;
        code[jump + 3] = whenFalse;
    }

    /** @return how many instructions there are */
    int count() {
        return size / Program.SIZE;
    }

    int op(int index) {
        return code[index * Program.SIZE];
    }

    int k(int index) {
        return code[index * Program.SIZE + 1];
    }

    /** Adds all of {@code other}. @return this */
    Statements add(Statements other) {
        int base = size;
        grow(other.size);
        other.copyTo(code, base);
        size += other.size;
        return this;
    }

    /** Writes all, for a run that begins at {@code base} of {@code target}. */
    void copyTo(int[] target, int base) {
        System.arraycopy(code, 0, target, base, size);
        for (int i = base; i < base + size; i += Program.SIZE) {
            if (target[i] < Op.JUMP) continue;
            target[i + 2] += base;
            target[i + 3] += base;
        }
    }

    private void append(int op, int k, int whenTrue, int whenFalse) {
        grow(Program.SIZE);
        code[size] = op;
        code[size + 1] = k;
        code[size + 2] = whenTrue;
        code[size + 3] = whenFalse;
        size += Program.SIZE;
    }

    private void grow(int more) {
        if (size + more > code.length) code = Arrays.copyOf(code, Math.max(size + more, code.length * 2));
    }
}
