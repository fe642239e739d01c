package io.github.pcap2http.output;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Where each record of a document is spooled, and what it is sorted by: four numbers a record. Wanted are additions in any order and
 * one walk in order, in memory that does not grow with the document. So what fits stays in an array; when that is full, its records are
 * sorted and go to a temporary file as a run, and the walk merges the runs, of each of which it holds a few records.
 */
public final class EntryIndex implements Closeable {
    private static final int IN_MEMORY = 1 << 16;   // records; 2.5 MiB while they are sorted
    private static final int NUMBERS = 4;           // of a record: group, start, offset, length
    private static final int RECORD = NUMBERS * Long.BYTES;
    private static final int AHEAD = 256;           // records of a run that are read at once

    private final int inMemory;
    private final Spool spool;
    private final List<Run> runs = new ArrayList<>();
    private long[] numbers = new long[64 * NUMBERS];
    private int count;   // of records in memory

    /** Takes a record. */
    public interface Visitor {
        /** @param group what comes together; @param start by which records of a group are sorted; @param offset in the spool, as {@code length} in bytes */
        void record(long group, long start, long offset, long length) throws IOException;
    }

    /** @param directory for the temporary file, should one be needed; null for the system's */
    public EntryIndex(Path directory) {
        this(directory, IN_MEMORY);
    }

    /** @param inMemory records that are held; at least 1 */
    EntryIndex(Path directory, int inMemory) {
        this.inMemory = inMemory;
        this.spool = new Spool(directory, 0);
    }

    /** @param offset greater than that of any record before it */
    public void add(long group, long start, long offset, long length) throws IOException {
        if (count == inMemory) spill();
        if (count * NUMBERS == numbers.length) numbers = Arrays.copyOf(numbers, (int) Math.min(numbers.length * 2L, (long) inMemory * NUMBERS));
        int at = count++ * NUMBERS;
        numbers[at] = group;
        numbers[at + 1] = start;
        numbers[at + 2] = offset;
        numbers[at + 3] = length;
    }

    /** Shows all records by group, those of a group by start, and those that start alike as they came. Nothing can be added or shown afterwards. */
    public void inOrder(Visitor visitor) throws IOException {
        if (runs.isEmpty()) {
            for (int record : sorted()) show(numbers, record * NUMBERS, visitor);
            return;
        }
        spill();
        numbers = new long[0];
        spool.ready();
        PriorityQueue<Run> heads = new PriorityQueue<>(runs.size());
        for (Run run : runs) {
            if (run.next()) heads.add(run);
        }
        while (!heads.isEmpty()) {
            Run first = heads.poll();
            show(first.head, 0, visitor);
            if (first.next()) heads.add(first);
        }
    }

    private static void show(long[] from, int at, Visitor visitor) throws IOException {
        visitor.record(from[at], from[at + 1], from[at + 2], from[at + 3]);
    }

    private void spill() throws IOException {
        if (count == 0) return;
        long from = spool.length();
        ByteBuffer bytes = ByteBuffer.allocate(AHEAD * RECORD);
        LongBuffer records = bytes.asLongBuffer();
        for (int one : sorted()) {
            records.put(numbers, one * NUMBERS, NUMBERS);
            if (!records.hasRemaining()) {
                spool.write(bytes.array(), 0, AHEAD * RECORD);
                records.clear();
            }
        }
        spool.write(bytes.array(), 0, records.position() * Long.BYTES);
        runs.add(new Run(from, spool.length()));
        count = 0;
    }

    /** @return the records in memory in their order. A merge sort from the bottom up, which moves nothing but their numbers, and makes no objects. */
    private int[] sorted() {
        int[] sorted = new int[count];
        for (int i = 0; i < count; i++) sorted[i] = i;
        if (isSorted()) return sorted;
        int[] next = new int[count];
        for (long run = 1; run < count; run *= 2) {
            for (long from = 0; from < count; from += 2 * run) {
                merge(sorted, next, (int) from, (int) Math.min(from + run, count), (int) Math.min(from + 2 * run, count));
            }
            int[] swap = sorted;
            sorted = next;
            next = swap;
        }
        return sorted;
    }

    private boolean isSorted() {
        for (int i = 1; i < count; i++) {
            if (compare(numbers, (i - 1) * NUMBERS, numbers, i * NUMBERS) > 0) return false;
        }
        return true;
    }

    private void merge(int[] from, int[] to, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = left < middle && (right == end || compare(numbers, from[left] * NUMBERS, numbers, from[right] * NUMBERS) < 0);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    /** By group, start, and offset, which is as they came. */
    private static int compare(long[] some, int a, long[] others, int b) {
        if (some[a] != others[b]) return Long.compare(some[a], others[b]);
        return some[a + 1] != others[b + 1] ? Long.compare(some[a + 1], others[b + 1]) : Long.compare(some[a + 2], others[b + 2]);
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }

    /** Sorted records in the temporary file. */
    private final class Run implements Comparable<Run> {
        private final long[] head = new long[NUMBERS];
        private final long end;   // in bytes, as all here
        private long at;
        private ByteBuffer ahead = ByteBuffer.allocate(0);

        Run(long at, long end) {
            this.at = at;
            this.end = end;
        }

        /** Goes to the next record. @return false when there is none */
        boolean next() throws IOException {
            if (!ahead.hasRemaining()) {
                int length = (int) Math.min(end - at, AHEAD * RECORD);
                if (length == 0) return false;
                ByteArrayOutputStream read = new ByteArrayOutputStream(length);
                spool.copyTo(read, at, length);
                ahead = ByteBuffer.wrap(read.toByteArray());
                at += length;
            }
            for (int i = 0; i < NUMBERS; i++) head[i] = ahead.getLong();
            return true;
        }

        @Override
        public int compareTo(Run other) {
            return compare(head, 0, other.head, 0);
        }
    }
}
