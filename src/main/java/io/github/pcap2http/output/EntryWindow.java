package io.github.pcap2http.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Puts entries, which come in the order of the ends of their exchanges, in the order of their starts, as far as memory goes: it holds those
 * that came last, and whenever it has no room it lets half of them out, the earliest ones. An entry for which there is no room even then goes
 * through as it comes. So out of order leaves only what is later than a few mebibytes of entries. The bytes of all lie in one array one
 * after the other. Belongs to one thread.
 */
final class EntryWindow extends OutputStream {
    private static final int START = 1 << 16;   // bytes

    private final HarDraft out;
    private final int limit;
    private byte[] bytes;   // of those held, as they came, with gaps where one has left; then those of the one that is coming
    private int length;
    private int held;   // bytes of those held
    private int[] offsets = new int[64];   // by number, of which the entries that are held have some, ascending as they came
    private int[] lengths = new int[64];
    private long[] starts = new long[64];
    private int numbers;
    private int[] order = new int[64];   // the numbers of those held by their starts, those that start alike as they came
    private int first;   // in that order
    private long start;   // of the entry that is coming
    private int from;   // where its bytes begin
    private boolean through;   // whether it goes through

    /** @param limit bytes that are held */
    EntryWindow(HarDraft out, int limit) {
        this.out = out;
        this.limit = limit;
        bytes = new byte[Math.min(START, limit)];
    }

    /** Begins an entry, to be written and then {@link #end ended}. @param start by which it is sorted */
    void begin(long start) {
        this.start = start;
        from = length;
        through = false;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] more, int offset, int count) throws IOException {
        if (!through && bytes.length - length < count) room(count);
        if (through) {
            out.write(more, offset, count);
        } else {
            System.arraycopy(more, offset, bytes, length, count);
            length += count;
        }
    }

    void end() throws IOException {
        if (!through) {
            hold();
        } else {
            out.end();
            leave(Long.MAX_VALUE, limit / 2);
            closeUp();
        }
    }

    /** Lets out what is held. */
    void letOut() throws IOException {
        leave(Long.MAX_VALUE, 0);
    }

    private void room(int count) throws IOException {
        long wanted = (long) length + count;
        if (wanted > bytes.length && bytes.length < limit) bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(wanted, bytes.length * 2L)));
        if (wanted <= bytes.length) return;
        leave(start, limit / 2);
        if (held <= limit / 2) closeUp();
        if (bytes.length - length < count) goThrough();
    }

    /** There is no room for it, and when all that come before it have left, it is the next. */
    private void goThrough() throws IOException {
        leave(start, 0);
        out.begin(start);
        out.write(bytes, from, length - from);
        length = from;
        through = true;
    }

    private void hold() {
        if (numbers == starts.length) grow();
        int number = numbers++;
        offsets[number] = from;
        lengths[number] = length - from;
        starts[number] = start;
        held += length - from;
        int at = after(start, number);
        System.arraycopy(order, at, order, at + 1, number - at);
        order[at] = number;
    }

    /** @param count of numbers in {@link #order}. @return where in the order one with this start comes, behind all with the same */
    private int after(long start, int count) {
        int low = first;
        int high = count;
        while (low < high) {
            int middle = low + high >>> 1;
            if (starts[order[middle]] > start) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private void grow() {
        int size = numbers * 2;
        offsets = Arrays.copyOf(offsets, size);
        lengths = Arrays.copyOf(lengths, size);
        starts = Arrays.copyOf(starts, size);
        order = Arrays.copyOf(order, size);
    }

    /** Lets the earliest out, in their order: none that starts after {@code last}, and none when no more than {@code enough} bytes are held. */
    private void leave(long last, int enough) throws IOException {
        for (; first < numbers && held > enough && starts[order[first]] <= last; first++) {
            int number = order[first];
            out.begin(starts[number]);
            out.write(bytes, offsets[number], lengths[number]);
            out.end();
            held -= lengths[number];
            lengths[number] = -1;
        }
    }

    /** Moves all together, to the beginning. */
    private void closeUp() {
        int[] moved = new int[numbers];
        int to = 0;
        int kept = 0;
        for (int number = 0; number < numbers; number++) {
            int size = lengths[number];
            if (size < 0) continue;
            System.arraycopy(bytes, offsets[number], bytes, to, size);
            offsets[kept] = to;
            lengths[kept] = size;
            starts[kept] = starts[number];
            moved[number] = kept++;
            to += size;
        }
        for (int i = 0; i < kept; i++) order[i] = moved[order[first + i]];
        first = 0;
        numbers = kept;
        System.arraycopy(bytes, from, bytes, to, length - from);
        length = to + length - from;
        from = to;
    }
}
