package io.github.pcap2http.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The files of a run, merged by the times of their packets: the file whose next packet is the earliest comes first. A look at the
 * first packet of each tells when it is due, so that it is opened then and not before: of thousands of files that follow each
 * other, one or two are open at a time. Files of the same time come in the order in which they were named.
 */
final class Merge implements Closeable {
    private static final Comparator<CaptureFile> EARLIEST = new Earliest();

    private final Remarks remarks;
    private final Extras extras;
    private final Deque<Due> due = new ArrayDeque<>();
    private final PriorityQueue<CaptureFile> heads = new PriorityQueue<>(EARLIEST);   // each at a packet that is not given yet
    private final List<CaptureFile> opened = new ArrayList<>();
    private final long size;
    private boolean several;       // files were named that can be read
    private int turns;             // how often a file was left that has more packets
    private CaptureFile current;   // its packet was given last
    private boolean alone;         // no other file has packets left
    private int unread;

    /**
     * A file that is still to be read.
     *
     * @param nanos time of its first packet; one without packets is due at once
     * @param open null for one that is opened when it is due
     */
    private record Due(InputFile file, int place, boolean empty, long nanos, CaptureFile open) implements Comparable<Due> {
        static Due of(InputFile file, CaptureFile begun, boolean stays) throws IOException {
            boolean any = begun.advance();
            return new Due(file, begun.place(), !any, any ? begun.packet().nanos() : Long.MIN_VALUE, stays ? begun : null);
        }

        @Override
        public int compareTo(Due other) {
            return inOrder(nanos, place, other.nanos, other.place);
        }
    }

    /** One input, which is read no farther than is asked for. @param size bytes; 0: not known */
    Merge(InputStream in, String name, long size, Remarks remarks, Extras extras) throws IOException {
        this.remarks = remarks;
        this.extras = extras;
        this.size = size;
        current = new CaptureFile(in, name, 0, remarks, extras);
        alone = true;
        opened.add(current);
    }

    /** @throws CaptureException when one was named twice, or none of them can be read */
    Merge(List<Path> paths, Remarks remarks, Extras extras) throws IOException {
        this.remarks = remarks;
        this.extras = extras;
        List<InputFile> files = new ArrayList<>(paths.size());
        Set<Object> identities = new HashSet<>();
        long all = 0;
        for (Path path : paths) {
            InputFile file = new InputFile(path);
            if (!identities.add(file.identity())) throw new CaptureException(file + ": was given twice");
            files.add(file);
            all += file.size();
        }
        size = all;
        List<Due> found = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        try {
            for (int i = 0; i < files.size(); i++) look(files.get(i), i, found, refusals);
            if (found.isEmpty()) {
                int others = refusals.size() - 1;
                String theOthers = others == 1 ? "file" : others + " files";
                throw new CaptureException(refusals.get(0) + (others == 0 ? "" : " (nor can the other " + theOthers + " be read)"));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        Collections.sort(found);
        due.addAll(found);
        several = found.size() > 1;
    }

    private static final class Earliest implements Comparator<CaptureFile> {
        @Override
        public int compare(CaptureFile a, CaptureFile b) {
            return inOrder(a.packet().nanos(), a.place(), b.packet().nanos(), b.place());
        }
    }

    private static int inOrder(long nanos, int place, long otherNanos, int otherPlace) {
        return nanos == otherNanos ? Integer.compare(place, otherPlace) : Long.compare(nanos, otherNanos);
    }

    /** Looks when a file begins. A pipe stays open. */
    private void look(InputFile file, int place, List<Due> found, List<String> refusals) {
        String name = file.toString();
        try {
            if (file.isRegular()) {
                try (CaptureFile once = new CaptureFile(file.open(), name, place, new Remarks(name), new Extras())) {
                    found.add(Due.of(file, once, false));
                }
            } else {
                CaptureFile pipe = new CaptureFile(file.open(), name, place, remarks.on(name), extras);
                opened.add(pipe);
                found.add(Due.of(file, pipe, true));
            }
        } catch (IOException e) {
            refusals.add(e.getMessage());
            refuse(e, !file.isRegular() || file.size() > 0);
        }
    }

    /** @param damage false for an empty file, which lacks nothing */
    private void refuse(IOException e, boolean damage) {
        remarks.line(e.getMessage());
        if (!damage) return;
        remarks.setDamaged();
        unread++;
    }

    /** @return the file whose packet is the next, which is valid until the next call; null at the end */
    CaptureFile next() throws IOException {
        CaptureFile last = current;
        current = null;
        if (last != null && last.advance()) {
            if (isNext(last)) {
                current = last;
                return last;
            }
            heads.add(last);
            turns++;
        } else if (last != null) {
            last.close();
        }
        while (!due.isEmpty() && (heads.isEmpty() || due.peek().nanos <= heads.peek().packet().nanos())) open(due.poll());
        current = heads.poll();
        alone = heads.isEmpty() && due.isEmpty();
        return current;
    }

    private boolean isNext(CaptureFile file) {
        return alone || (due.isEmpty() || file.packet().nanos() < due.peek().nanos) && (heads.isEmpty() || EARLIEST.compare(file, heads.peek()) < 0);
    }

    private void open(Due file) {
        String name = file.file.toString();
        try {
            CaptureFile open = file.open;
            boolean any = !file.empty;
            if (open == null) {
                open = new CaptureFile(file.file.open(), name, file.place, remarks.on(name), extras);
                opened.add(open);
                any = open.advance();
            }
            if (any) {
                heads.add(open);
            } else {
                remarks.on(name).add("has no packets");
                open.close();
            }
        } catch (IOException e) {
            refuse(e, true);   // it could be read a moment ago
        }
    }

    /** @return whether there is more than one file, opened or not */
    boolean several() {
        return several;
    }

    /** @return whether the last packet was one of several files that take turns; packets out of order where one file follows another do so only for a moment */
    boolean mixed() {
        return several && (!heads.isEmpty() || turns > 2 * opened.size());
    }

    /** @return facts of the files opened so far, in that order */
    List<CaptureFacts> facts() {
        List<CaptureFacts> facts = new ArrayList<>(opened.size());
        for (CaptureFile file : opened) facts.add(file.facts());
        return facts;
    }

    /** @return files that could not be read at all */
    int unread() {
        return unread;
    }

    long bytesRead() {
        long sum = 0;
        for (CaptureFile file : opened) sum += file.bytesRead();
        return sum;
    }

    /** @return bytes of all inputs whose size is known */
    long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        for (CaptureFile file : opened) file.close();
    }
}
