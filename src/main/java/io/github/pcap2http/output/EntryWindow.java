package io.github.pcap2http.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Puts entries, which come in the order of the ends of their exchanges, in the order of their starts, as far as memory goes: it holds those
 * that came last, and whenever it has no room it lets half of them out, the earliest ones. An entry for which there is no room even then goes
 * through as it comes. So out of order leaves only what is later than a few mebibytes of entries.
 *
 * <p><b>Plan</b>: entries have numbers, from 0, as they come, and their bytes lie in one array, in that order. Where one has left there is a
 * gap, until there is no room; then the others close up and get new numbers. Beside them {@code order} has the numbers as the entries start: to
 * let the earliest out is to go on in that, and a new one comes in at its end or not far before. Long contents are not among the bytes: they
 * stay where they are until their entry leaves. Belongs to one thread.
 */
final class EntryWindow extends OutputStream {
    private static final int START = 1 << 16;   // bytes
    private static final int FEW = 16 << 20;   // bytes of contents

    private final HarDraft out;
    private final int limit;
    private final long retainable;
    private final long few;    // bytes of contents that are retained without need; where there are more, entries leave that need not wait

    private byte[] bytes;      // of entries by their numbers, gaps included, and of the one that is coming
    private int length;        // of these
    private int held;          // bytes of entries, without gaps and without the one that is coming
    private long retained;     // bytes of contents of all entries

    private int numbers;       // that were given
    private int[] offsets = new int[64];   // these four by number
    private int[] lengths = new int[64];   // -1: it has left
    private long[] starts = new long[64];
    private PutOff[] putOff = new PutOff[64];   // null: no long contents
    private int[] order = new int[64];   // all numbers by the starts of their entries, those that start alike as they came
    private int first;         // where in it those begin that have not left

    private long start;        // of the entry that is coming
    private int from;          // where its bytes begin
    private boolean through;   // whether it goes through

    /** @param limit bytes that are held; @param retainable bytes of contents that are retained where they are */
    EntryWindow(HarDraft out, int limit, long retainable) {
        this.out = out;
        this.limit = limit;
        this.retainable = retainable;
        few = Math.min(FEW, retainable / 8);
        bytes = new byte[Math.min(START, limit)];
    }

    /**
     * @param start by which it is sorted; @param entry is written at once, but for contents that can wait where they are
     * @param settled entries that start before it come no more, most likely
     */
    void add(long start, JsonBuffer entry, long settled) throws IOException {
        this.start = start;
        from = length;
        through = false;
        PutOff waiting = entry.waiting();
        if (waiting != null && makeRoom(entry.length())) {
            entry.bytesTo(this);
            waiting.retain();
            hold(waiting);
            leave(settled, limit, few);
            leave(Long.MAX_VALUE, limit, retainable);
        } else {
            entry.writeTo(this);
            end();
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] more, int offset, int count) throws IOException {
        if (!through && !makeRoom(count)) goThrough();
        if (through) {
            out.write(more, offset, count);
        } else {
            System.arraycopy(more, offset, bytes, length, count);
            length += count;
        }
    }

    private void end() throws IOException {
        if (!through) {
            hold(null);
        } else {
            out.end();
            leave(Long.MAX_VALUE, limit / 2, retainable);
            closeUp();
        }
    }

    /** Lets out what is held. */
    void letOut() throws IOException {
        leave(Long.MAX_VALUE, 0, 0);
    }

    /** Nothing leaves any more. */
    void abandon() {
        for (int i = first; i < numbers; i++) {
            if (putOff[order[i]] != null) putOff[order[i]].release();
        }
        first = numbers;
    }

    /** @return whether there is room for so many bytes more */
    private boolean makeRoom(int count) throws IOException {
        long wanted = (long) length + count;
        if (wanted > bytes.length && bytes.length < limit) bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(wanted, bytes.length * 2L)));
        if (wanted <= bytes.length) return true;
        leave(start, limit / 2, retainable);
        if (held <= limit / 2) closeUp();
        return bytes.length - length >= count;
    }

    /** There is no room for it, and when all that come before it have left, it is the next. */
    private void goThrough() throws IOException {
        leave(start, 0, 0);
        out.begin(start);
        out.write(bytes, from, length - from);
        length = from;
        through = true;
    }

    /** The entry that was coming is there. @param contents null for none */
    private void hold(PutOff contents) {
        if (numbers == starts.length) grow();
        int number = numbers++;
        offsets[number] = from;
        lengths[number] = length - from;
        starts[number] = start;
        held += length - from;
        putOff[number] = contents;
        if (contents != null) retained += contents.retained();
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
        putOff = Arrays.copyOf(putOff, size);
        order = Arrays.copyOf(order, size);
    }

    /**
     * Lets the earliest out, in their order: none that starts after {@code last}, and none when no more than {@code enough} bytes are held,
     * and {@code enoughRetained} of contents.
     */
    private void leave(long last, int enough, long enoughRetained) throws IOException {
        for (; first < numbers && (held > enough || retained > enoughRetained) && starts[order[first]] <= last; first++) {
            int number = order[first];
            out.begin(starts[number]);
            if (putOff[number] == null) out.write(bytes, offsets[number], lengths[number]);
            else leaveWithContents(number);
            out.end();
            held -= lengths[number];
            lengths[number] = -1;
        }
    }

    private void leaveWithContents(int number) throws IOException {
        PutOff contents = putOff[number];
        putOff[number] = null;
        retained -= contents.retained();
        try {
            contents.write(bytes, offsets[number], lengths[number], out);
        } finally {
            contents.release();
        }
    }

    /** Moves the bytes of all to the beginning, without gaps, and gives new numbers. */
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
            putOff[kept] = putOff[number];
            moved[number] = kept++;
            to += size;
        }
        for (int i = 0; i < kept; i++) order[i] = moved[order[first + i]];
        Arrays.fill(putOff, kept, numbers, null);   // else contents would stay in memory that were released
        first = 0;
        numbers = kept;
        System.arraycopy(bytes, from, bytes, to, length - from);
        length = to + length - from;
        from = to;
    }
}
