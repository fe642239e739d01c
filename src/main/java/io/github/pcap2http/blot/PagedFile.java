package io.github.pcap2http.blot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bytes in a temporary file that nobody else can see, which is made when they are too many; zero where nothing was written. What was touched last stays in
 * memory, since what is written little by little is read soon.
 */
final class PagedFile implements Closeable {
    static final int PAGE = 4096;   // bytes
    private static final int IN_MEMORY = 2048;   // pages

    private final Map<Long, Page> pages = new LinkedHashMap<>(64, 0.75f, true);
    private FileChannel file;   // null: all pages are in memory
    private long fileSize;
    private Page last;

    private static final class Page {
        final long number;
        final byte[] bytes = new byte[PAGE];
        boolean changed;

        Page(long number) {
            this.number = number;
        }
    }

    private Page page(long place) throws IOException {
        long number = place / PAGE;
        if (last != null && last.number == number) return last;
        last = pages.get(number);
        if (last != null) return last;
        if (pages.size() == IN_MEMORY) makeRoom();
        last = new Page(number);
        if (number * PAGE < fileSize) load(last);
        pages.put(number, last);
        return last;
    }

    private void makeRoom() throws IOException {
        Page eldest = pages.values().iterator().next();
        if (eldest.changed) {
            if (file == null) {
                Path path = Files.createTempFile("pcap2http", ".spool");
                file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            }
            ByteBuffer from = ByteBuffer.wrap(eldest.bytes);
            for (long at = eldest.number * PAGE; from.hasRemaining();) at += file.write(from, at);
            fileSize = Math.max(fileSize, (eldest.number + 1) * PAGE);
        }
        pages.remove(eldest.number);
    }

    private void load(Page page) throws IOException {
        ByteBuffer to = ByteBuffer.wrap(page.bytes);
        for (long at = page.number * PAGE; to.hasRemaining();) {
            int n = file.read(to, at);
            if (n < 0) throw new IOException("the temporary file was cut");
            at += n;
        }
    }

    void write(long place, byte[] array, int offset, int length) throws IOException {
        for (int done = 0; done < length;) {
            Page page = page(place + done);
            int in = (int) ((place + done) % PAGE);
            int n = Math.min(length - done, PAGE - in);
            System.arraycopy(array, offset + done, page.bytes, in, n);
            page.changed = true;
            done += n;
        }
    }

    void fill(long place, long length, byte value) throws IOException {
        for (long done = 0; done < length;) {
            Page page = page(place + done);
            int in = (int) ((place + done) % PAGE);
            int n = (int) Math.min(length - done, PAGE - in);
            Arrays.fill(page.bytes, in, in + n, value);
            page.changed = true;
            done += n;
        }
    }

    void read(long place, byte[] array, int offset, int length) throws IOException {
        for (int done = 0; done < length;) {
            Page page = page(place + done);
            int in = (int) ((place + done) % PAGE);
            int n = Math.min(length - done, PAGE - in);
            System.arraycopy(page.bytes, in, array, offset + done, n);
            done += n;
        }
    }

    byte at(long place) throws IOException {
        return page(place).bytes[(int) (place % PAGE)];
    }

    @Override
    public void close() throws IOException {
        pages.clear();
        last = null;
        if (file != null) file.close();
    }
}
