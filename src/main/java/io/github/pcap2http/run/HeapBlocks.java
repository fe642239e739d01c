package io.github.pcap2http.run;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.PlainText;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes on the heap that grow: in one array up to {@value #BLOCK}, then in more of them. So however many they
 * become, none is copied again while they grow, and no array is large.
 */
final class HeapBlocks {
    private static final int BLOCK = 64 << 10;   // bytes
    private static final int FIRST = 64;

    private final AtomicLong held;
    private byte[][] full = {};
    private int fullCount;
    private byte[] last = {};
    private int filled;   // of the last one

    /** @param held counts the arrays */
    HeapBlocks(AtomicLong held) {
        this.held = held;
    }

    long length() {
        return (long) fullCount * BLOCK + filled;
    }

    void append(Bytes bytes) {
        for (int at = 0; at < bytes.length();) {
            if (filled == last.length) grow(bytes.length() - at);
            int count = Math.min(bytes.length() - at, last.length - filled);
            System.arraycopy(bytes.array(), bytes.offset() + at, last, filled, count);
            filled += count;
            at += count;
        }
    }

    private void grow(int more) {
        if (filled == BLOCK) {
            if (fullCount == full.length) full = Arrays.copyOf(full, Math.max(4, fullCount * 2));
            full[fullCount++] = last;
            last = new byte[BLOCK];
            filled = 0;
            held.addAndGet(BLOCK);
        } else {
            int before = last.length;
            int wanted = Math.min(BLOCK, Math.max(Math.max(filled + more, filled + filled / 2), FIRST));
            last = Arrays.copyOf(last, wanted);
            held.addAndGet(wanted - before);
        }
    }

    /** @return how many arrays there are; 1 for what is short */
    int count() {
        return fullCount + 1;
    }

    /** @return a view, valid until something is appended */
    Bytes block(int index) {
        return index < fullCount ? Bytes.of(full[index], 0, BLOCK) : Bytes.of(last, 0, filled);
    }

    /** @return whether all of them are {@link PlainText} */
    boolean arePlainText() {
        for (int i = 0; i < count(); i++) {
            if (!PlainText.isAll(block(i))) return false;
        }
        return true;
    }

    /** @return bytes of the arrays */
    long capacity() {
        return (long) fullCount * BLOCK + last.length;
    }

    /** Forgets the first {@code blocks} arrays; when that is all of them, there stays room for what comes. */
    void removeFirst(int blocks) {
        int gone = Math.min(blocks, fullCount);
        System.arraycopy(full, gone, full, 0, fullCount - gone);
        Arrays.fill(full, fullCount - gone, fullCount, null);
        fullCount -= gone;
        held.addAndGet(-(long) gone * BLOCK);
        if (blocks > gone) filled = 0;
    }

    /** @return all of it in one array, a view where there is only one */
    Bytes all() {
        if (fullCount == 0) return block(0);
        byte[] all = new byte[Math.toIntExact(length())];
        for (int i = 0; i < count(); i++) block(i).copyTo(all, i * BLOCK);
        return Bytes.of(all);
    }

    InputStream stream() {
        return new InputStream() {
            private int index;
            private int at;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int most) {
                Objects.checkFromIndexSize(offset, most, target.length);
                if (most == 0) return 0;
                while (at == block(index).length()) {
                    if (index + 1 == count()) return -1;
                    index++;
                    at = 0;
                }
                Bytes block = block(index);
                int count = Math.min(most, block.length() - at);
                System.arraycopy(block.array(), block.offset() + at, target, offset, count);
                at += count;
                return count;
            }
        };
    }
}
