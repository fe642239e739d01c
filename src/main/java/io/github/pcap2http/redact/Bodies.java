package io.github.pcap2http.redact;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Bodies without their secrets. What cannot be searched goes as a whole. */
final class Bodies {
    /** Bodies in charsets like UTF-16 are searched up to this, in bytes. */
    private static final int LONGEST_RECODED = 4 << 20;

    /** @param body what takes the place. @param removed why nothing does; null where something does */
    record Redacted(Body body, String removed) { }

    private final Finder finder;
    private final Json json;
    private final Substitute substitute;
    private final boolean drops;

    /** @param drops whether members of JSON may be dropped */
    Bodies(Finder finder, Json json, Substitute substitute, boolean drops) {
        this.finder = finder;
        this.json = json;
        this.substitute = substitute;
        this.drops = drops;
    }

    /** Looks for what is secret, and tells {@code secrets} of it. */
    void gather(Body body, Fields fields, Secrets secrets) {
        if (body.kept().isEmpty()) return;
        try {
            Task task = new Task(body, fields, secrets, false);
            if (task.removed == null) task.rewriting().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param secrets complete. @return whether anything of the body goes */
    boolean changes(Body body, Fields fields, Secrets secrets) {
        return redact(body, fields, secrets).body() != body;
    }

    /** @param secrets complete. @return the very same body where nothing is secret in it */
    Redacted redact(Body body, Fields fields, Secrets secrets) {
        if (body.kept().isEmpty()) return new Redacted(body, null);
        try {
            Task task = new Task(body, fields, secrets, true);
            String removed = secrets.tooMany() ? "the exchange has too many secrets to search for" : task.removed;
            if (removed != null) return new Redacted(new Body(Content.EMPTY, body.size(), body.wireLength(), body.lost(), false, body.coding()), removed);
            Rewriting rewriting = task.rewriting();
            long length = rewriting.transferTo(OutputStream.nullOutputStream());
            if (!rewriting.changed()) return new Redacted(body, null);
            Content content = task.content(length);
            long size = body.size() - body.kept().length() + content.length();
            return new Redacted(new Body(content, size, body.wireLength(), body.lost(), false, body.coding()), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return whether what is secret in JSON may be so by its place, which only the whole text tells */
    boolean byPlace() {
        return json.hasPointers();
    }

    /** One body, and how it is gone through. */
    private final class Task {
        private final Body body;
        private final Secrets secrets;
        private final boolean search;
        private final Contents contents;
        private final Hits whole;   // null: no places are looked for
        private final String removed;

        /** @param search whether to search for the secrets of the exchange, too */
        Task(Body body, Fields fields, Secrets secrets, boolean search) throws IOException {
            this.body = body;
            this.secrets = secrets;
            this.search = search;
            this.contents = Contents.of(body, fields);
            boolean placed = contents.closed() == null && contents.json() && (json.hasPointers() || drops);
            boolean tooLong = placed && json.hasPointers() && body.kept().length() > Json.LONGEST;
            boolean recoded = contents.charset() != null && body.kept().length() > LONGEST_RECODED;
            whole = placed && body.kept().length() <= Json.LONGEST ? hits() : null;
            boolean complete = whole == null || json.find(Level.of(text()), whole);
            removed = contents.closed() != null ? contents.closed()
                : tooLong || !complete && json.hasPointers() ? "it is too long for JSON pointers"
                : recoded ? "it is too long to be searched in " + contents.charset() : null;
        }

        private Hits hits() {
            return new Hits(secrets, substitute);
        }

        /** @return the bytes that are searched, one a character */
        private String text() throws IOException {
            return new String(source().readAllBytes(), StandardCharsets.ISO_8859_1);
        }

        private InputStream source() {
            Charset charset = contents.charset();
            if (charset == null) return body.kept().stream();
            String text = new String(body.content().toArray(), charset);
            return Bytes.of(text.getBytes(StandardCharsets.UTF_8)).stream();
        }

        Rewriting rewriting() {
            long size = contents.charset() == null ? body.kept().length() : Rewriting.WINDOW;
            return new Rewriting(source(), size, this::find, this::hits, whole, contents.binary() ? Rewriting.STAR : -1);
        }

        private void find(String window, boolean last, Hits hits) {
            Iterable<Level> levels = (contents.binary() ? Level.ofBytes(window) : Level.of(window)).all();
            finder.text(levels, contents.place(), hits);
            if (!search || secrets.isEmpty()) return;
            for (Level level : levels) {
                secrets.needles().find(level, contents.binary(), hits);
                if (last && !body.complete()) secrets.needles().findCut(level, level.text().length(), hits);
            }
        }

        /** @param length of what is rewritten. @return it; a long one is rewritten anew each time that it is read */
        Content content(long length) throws IOException {
            if (contents.charset() != null) {
                String text = new String(rewriting().readAllBytes(), StandardCharsets.UTF_8);
                return Content.of(Bytes.of(text.getBytes(contents.charset())));
            }
            return length <= Rewriting.WINDOW ? Content.of(Bytes.of(rewriting().readAllBytes())) : new Rewritten(this, length);
        }
    }

    /** A content that is rewritten while it is read. Valid as long as the original is. */
    private record Rewritten(Task task, long length) implements Content {
        @Override
        public boolean onHeap() {
            return false;
        }

        @Override
        public Bytes bytes() {
            try {
                return Bytes.of(stream().readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InputStream stream() {
            return task.rewriting();
        }
    }
}
