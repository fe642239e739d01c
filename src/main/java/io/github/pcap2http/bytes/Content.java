package io.github.pcap2http.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Bytes that were kept, of which there may be more than memory has room for: those of a long content lie in a file. Immutable, and may be
 * read by several threads at a time. Whoever gives one away says how long it is valid.
 */
public interface Content {
    Content EMPTY = of(Bytes.EMPTY);

    /** @return a content on the heap, which keeps the view {@code bytes} */
    static Content of(Bytes bytes) {
        return new OnHeap(bytes);
    }

    long length();

    default boolean isEmpty() {
        return length() == 0;
    }

    /** @return whether {@link #bytes} costs nothing; else the content should be read as a {@link #stream} */
    boolean onHeap();

    /** @return whether it is known, without reading a file, that all of it is {@link PlainText}; may look at what is on the heap */
    default boolean isPlainText() {
        return false;
    }

    /**
     * @return all of it in one array, for contents that are known to be short; to be treated as a view of what others hold too
     * @throws UncheckedIOException when the file fails
     */
    Bytes bytes();

    /** @return the content from its beginning, a stream of its own for each caller, that needs no closing */
    InputStream stream();

    /** Gives the bytes back to where they are kept, if they are not just anybody's: unless somebody retains them, nobody may read them any more. */
    default void release() { }

    /** Whoever was only lent the bytes may read them on, until he too calls {@link #release}. By the thread that releases them. */
    default void retain() { }

    /** @return whether it costs no memory, beyond what its keeper counts and bounds, to {@link #retain} it for long */
    default boolean staysCheaply() {
        return false;
    }

    /** @throws UncheckedIOException when a file fails */
    default boolean sameAs(Content other) {
        if (this == other) return true;
        if (length() != other.length()) return false;
        if (onHeap() && other.onHeap()) return bytes().equals(other.bytes());
        try (InputStream ours = stream(); InputStream theirs = other.stream()) {
            int block = (int) Math.min(1 << 14, length());
            byte[] mine = new byte[block];
            byte[] yours = new byte[block];
            int count;
            do {
                count = ours.readNBytes(mine, 0, block);
                if (theirs.readNBytes(yours, 0, block) != count || !Arrays.equals(mine, 0, count, yours, 0, count)) return false;
            } while (count == block);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A content that is just a view. */
    record OnHeap(Bytes bytes) implements Content {
        @Override
        public long length() {
            return bytes.length();
        }

        @Override
        public boolean onHeap() {
            return true;
        }

        @Override
        public InputStream stream() {
            return bytes.stream();
        }
    }
}
