package io.github.pcap2http.bytes;

import java.nio.ByteBuffer;

/** Text in ASCII without control characters but those that text has ("binary data bytes" of WHATWG MIME Sniffing, section 3, are the others). */
public final class PlainText {
    private static final int LONG = 512;   // bytes

    private PlainText() { }

    /** @return how many bytes at the beginning are such text, which is all there is to most texts */
    public static int length(Bytes content) {
        int end = content.length();
        int at = end < LONG ? 0 : lengthOfEights(content);
        while (at < end && (content.at(at) >= ' ' || isTextControl(content.at(at)))) at++;
        return at;
    }

    /** As {@link #length}, but for the last bytes, up to seven. */
    private static int lengthOfEights(Bytes content) {
        ByteBuffer eights = Eights.of(content.array());
        int last = content.length() - Long.BYTES;
        int at = 0;
        while (at <= last) {
            long others = others(eights.getLong(content.offset() + at));
            if (others == 0) {
                at += Long.BYTES;
            } else {
                at += Long.numberOfTrailingZeros(others) / Byte.SIZE;
                if (!isTextControl(content.at(at))) return at;
                at++;
            }
        }
        return at;
    }

    /** @return whether all of it is such text */
    public static boolean isAll(Bytes content) {
        return length(content) == content.length();
    }

    /** @return the highest bit of each byte that is no ASCII or below a blank, right at least for the first one; 0 for none */
    private static long others(long eight) {
        return (eight | eight - 0x2020202020202020L) & 0x8080808080808080L;
    }

    public static boolean isTextControl(int c) {
        return c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0x1b;
    }
}
