package io.github.pcap2http.bytes;

import java.nio.ByteBuffer;

/** Text in ASCII without control characters but those that text has ("binary data bytes" of WHATWG MIME Sniffing, section 3, are the others). */
public final class PlainText {
    private PlainText() { }

    /** @return how many bytes at the beginning are such text, which is all there is to most texts */
    public static int length(Bytes content) {
        int end = content.length();
        ByteBuffer eights = end >= Eights.WORTH ? Eights.of(content.array()) : null;
        int at = 0;
        while (at < end) {
            if (eights != null && at + Long.BYTES <= end && isPrintable(eights.getLong(content.offset() + at))) at += Long.BYTES;
            else if (content.at(at) >= ' ' || isTextControl(content.at(at))) at++;
            else break;
        }
        return at;
    }

    /** @return whether all of it is such text */
    public static boolean isAll(Bytes content) {
        return length(content) == content.length();
    }

    /** @return whether eight bytes are ASCII, and none is a control character but perhaps DEL */
    private static boolean isPrintable(long eight) {
        return ((eight | eight - 0x2020202020202020L) & 0x8080808080808080L) == 0;
    }

    public static boolean isTextControl(int c) {
        return c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0x1b;
    }
}
