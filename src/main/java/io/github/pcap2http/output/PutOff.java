package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The parts of some JSON that are rendered only when it is written, since they are long, and where they belong in it. */
final class PutOff {
    /** A part of a document that is made only when the document is written. */
    interface Part {
        /** @param piece an empty buffer to render into, to be {@link JsonBuffer#drain drained} now and then */
        void render(JsonBuffer piece, OutputStream out) throws IOException;
    }

    /** @param before how many bytes of the JSON come before it; @param content that it is made of; null: it needs more */
    private record Placed(int before, Part part, Content content) { }

    private final List<Placed> parts = new ArrayList<>(2);

    /** @param before not less than that of the part before; @param content all that the part is made of; null when it is made of something else */
    void add(int before, Part part, Content content) {
        parts.add(new Placed(before, part, content));
    }

    /** @return whether the parts can wait for longer than their exchange is lent: by {@link #retain} */
    boolean mayWait() {
        for (Placed one : parts) {
            if (one.content == null || !one.content.staysCheaply()) return false;
        }
        return true;
    }

    /** @return bytes of the contents that {@link #retain} keeps */
    long retained() {
        long sum = 0;
        for (Placed one : parts) sum += one.content.length();
        return sum;
    }

    /** The contents stay readable until {@link #release}. */
    void retain() {
        for (Placed one : parts) one.content.retain();
    }

    void release() {
        for (Placed one : parts) one.content.release();
    }

    /** Writes {@code length} bytes of JSON, and the parts where they belong. */
    void write(byte[] json, int offset, int length, OutputStream out) throws IOException {
        int from = 0;
        for (Placed one : parts) {
            out.write(json, offset + from, one.before - from);
            JsonBuffer piece = new JsonBuffer();
            one.part.render(piece, out);
            piece.drain(out);
            from = one.before;
        }
        out.write(json, offset + from, length - from);
    }
}
