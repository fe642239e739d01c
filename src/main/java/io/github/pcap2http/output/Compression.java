package io.github.pcap2http.output;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** How a document is compressed while it is written, which the last ending of its file's name tells. It takes a few megabytes of memory. */
enum Compression {
    NONE(""), GZIP(".gz"), ZSTD(".zst");

    private static final int BUFFER = 1 << 16;   // bytes

    private final String ending;

    Compression(String ending) {
        this.ending = ending;
    }

    static Compression ofFile(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        for (Compression one : List.of(GZIP, ZSTD)) {
            if (name.endsWith(one.ending)) return one;
        }
        return NONE;
    }

    /** @return the name without the ending that tells how it is compressed */
    static String plainName(String fileName) {
        return fileName.substring(0, fileName.length() - ofFile(fileName).ending.length());
    }

    /** @return a stream into {@code out}, which it closes; flushing it writes no more than what is ready */
    OutputStream into(OutputStream out) throws IOException {
        return switch (this) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out, BUFFER);
            case ZSTD -> new ZstdOutputStream(new BufferedOutputStream(out, BUFFER));
        };
    }
}
