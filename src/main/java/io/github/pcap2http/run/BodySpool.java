package io.github.pcap2http.run;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.bytes.Draft;
import io.github.pcap2http.bytes.PlainText;
import io.github.pcap2http.exchange.BodyStore;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps bodies on the heap as long as there is room, and long ones, and all where there is none, in a {@link BlockFile}: so many or long
 * bodies cost disk and not memory. What is read back is the same either way.
 *
 * <p>A draft belongs to one thread; its content may be read and released by another one. Several threads may have drafts.
 */
final class BodySpool implements BodyStore, Closeable {
    private final long heapBytes;
    private final long largest;
    private final boolean lending;
    private final BlockFile file;
    private final AtomicLong onHeap = new AtomicLong();   // bytes of drafts, and of contents that were not released yet

    /**
     * @param heapBytes from so many on the heap on, bodies move to the file
     * @param largest bytes of one body on the heap
     * @param lending whether contents are valid only until they are released, and may lie in the file; else they are on the heap, for good
     * @param maxFile bytes of the file; more is an {@link IOException}
     */
    BodySpool(long heapBytes, long largest, boolean lending, long maxFile) {
        this.heapBytes = heapBytes;
        this.largest = largest;
        this.lending = lending;
        this.file = new BlockFile(maxFile);
    }

    /** A share of the heap that there is: an eighth for bodies that are not released yet, of which one may take half. */
    static BodySpool forThisHeap(boolean lending, long maxFile) {
        long heap = Runtime.getRuntime().maxMemory() / 8;
        return new BodySpool(heap, heap / 2, lending, maxFile);
    }

    @Override
    public Draft open() {
        return new Spooled();
    }

    /** @return bytes of the file that are in use */
    long fileBytes() {
        return file.used();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The beginning in the file, the rest on the heap. */
    private final class Spooled implements Draft {
        private final HeapBlocks rest = new HeapBlocks(onHeap);
        private BlockFile.Chain inFile;   // null: nothing
        private boolean plain = true;     // all that is in the file

        @Override
        public void append(Bytes bytes) {
            rest.append(bytes);
            long heap = onHeap.get();
            boolean tight = heap > heapBytes || inFile != null || rest.length() > largest;
            if (!tight) return;
            if (heap > heapBytes + heapBytes / 4) spill(rest.count());   // far beyond: also what is no whole block yet
            else if (rest.count() > 1) spill(rest.count() - 1);   // whole blocks, which are the file's, too
        }

        /** @param count of blocks */
        private void spill(int count) {
            if (inFile == null) inFile = file.chain();
            for (int i = 0; i < count; i++) {
                plain = plain && PlainText.isAll(rest.block(i));   // now that it is at hand: else all were read for that
                inFile.append(rest.block(i));
            }
            rest.removeFirst(count);
        }

        @Override
        public Content take() {
            if (inFile == null) return taken();
            if (rest.length() > 0) spill(rest.count());
            onHeap.addAndGet(-rest.capacity());
            if (lending) return new InFile(inFile, plain);
            Bytes all = inFile.read();
            inFile.release();
            return Content.of(all);
        }

        private Content taken() {
            if (lending) return new OnLoan(rest);
            onHeap.addAndGet(-rest.capacity());
            return Content.of(rest.all());
        }
    }

    /** A content on the heap that counts until it is released. */
    private final class OnLoan implements Content {
        private final HeapBlocks blocks;
        private int holders = 1;

        OnLoan(HeapBlocks blocks) {
            this.blocks = blocks;
        }

        @Override
        public long length() {
            return blocks.length();
        }

        @Override
        public boolean onHeap() {
            return blocks.count() == 1;
        }

        @Override
        public boolean isPlainText() {
            return blocks.arePlainText();
        }

        @Override
        public Bytes bytes() {
            return blocks.all();
        }

        @Override
        public InputStream stream() {
            return blocks.count() == 1 ? blocks.block(0).stream() : blocks.stream();
        }

        @Override
        public void retain() {
            holders++;
        }

        @Override
        public boolean staysCheaply() {
            return true;
        }

        @Override
        public void release() {
            if (--holders == 0) onHeap.addAndGet(-blocks.capacity());
        }
    }

    private static final class InFile implements Content {
        private final BlockFile.Chain chain;
        private final boolean plain;
        private int holders = 1;

        InFile(BlockFile.Chain chain, boolean plain) {
            this.chain = chain;
            this.plain = plain;
        }

        @Override
        public boolean isPlainText() {
            return plain;
        }

        @Override
        public long length() {
            return chain.length();
        }

        @Override
        public boolean onHeap() {
            return false;
        }

        /** @throws UncheckedIOException when the file fails; so when the stream is read, since its readers take an IOException for bad content */
        @Override
        public Bytes bytes() {
            return chain.read();
        }

        @Override
        public InputStream stream() {
            return chain.stream();
        }

        @Override
        public void retain() {
            holders++;
        }

        @Override
        public boolean staysCheaply() {
            return true;
        }

        @Override
        public void release() {
            if (--holders == 0) chain.release();
        }
    }
}
