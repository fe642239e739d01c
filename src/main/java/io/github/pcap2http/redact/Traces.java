package io.github.pcap2http.redact;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Side;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the secrets of an exchange lie in the bytes that were sent, for those that overwrite them there. Needs nothing of the exchange any more, and can
 * be written and read again, so that it may be asked when the packets come once more.
 */
public final class Traces {
    /** Bytes from {@code from} to before {@code to}. */
    public record Range(int from, int to) { }

    /**
     * How secrets are found in a body.
     *
     * @param whole whether they lie, or may lie unseen, where its bytes do not show them
     * @param place what it is looked into as; null where there is none, or all goes
     * @param binary as {@link Contents#binary}
     */
    record Look(boolean whole, Place place, boolean binary) {
        private static final Place[] PLACES = Place.values();
        static final Look NOTHING = new Look(false, null, false);
        static final Look WHOLE = new Look(true, null, false);

        private void write(DataOutput out) throws IOException {
            out.writeBoolean(whole);
            out.writeByte(place == null ? -1 : place.ordinal());
            out.writeBoolean(binary);
        }

        private static Look read(DataInput in) throws IOException {
            boolean whole = in.readBoolean();
            int place = in.readByte();
            return new Look(whole, place < 0 ? null : PLACES[place], in.readBoolean());
        }
    }

    private final Finder finder;
    private final Substitute substitute;
    private final Secrets secrets;
    private final Look ofClient;
    private final Look ofServer;

    Traces(Finder finder, Substitute substitute, Secrets secrets, Look ofClient, Look ofServer) {
        this.finder = finder;
        this.substitute = substitute;
        this.secrets = secrets;
        this.ofClient = ofClient;
        this.ofServer = ofServer;
    }

    public void write(DataOutput out) throws IOException {
        ofClient.write(out);
        ofServer.write(out);
        secrets.write(out);
    }

    static Traces read(DataInput in, Finder finder, Substitute substitute) throws IOException {
        Look ofClient = Look.read(in);
        Look ofServer = Look.read(in);
        return new Traces(finder, substitute, Secrets.read(in), ofClient, ofServer);
    }

    /**
     * @param head a start line and the lines of a header section as they were sent, or the lines of a trailer section
     * @return what to overwrite, in order, none over another
     */
    public List<Range> head(Bytes head) {
        String text = head.latin1();
        Hits hits = new Hits(secrets, substitute);
        int end;
        for (int from = 0; from < text.length(); from = end) {
            end = lineEnd(text, from);
            line(text, from, end, hits);
        }
        finder.looks(text, hits);   // over the ends of lines
        search(Level.of(text).all(), false, hits);
        List<Range> ranges = new ArrayList<>();
        for (Hits.Hit hit : hits.merged()) ranges.add(new Range(hit.from(), hit.to()));
        return ranges;
    }

    /** A folded line belongs to the one before (RFC 9112, section 5.2). */
    private static int lineEnd(String text, int from) {
        int end = from;
        do {
            int lineFeed = text.indexOf('\n', end);
            end = lineFeed < 0 ? text.length() : lineFeed + 1;
        } while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t'));
        return end;
    }

    private void line(String text, int from, int end, Hits hits) {
        String line = text.substring(from, end);
        Hits own = new Hits(secrets, substitute);
        int colon = line.indexOf(':');
        boolean field = colon > 0 && line.substring(0, colon).indexOf(' ') < 0;
        if (!field) {
            finder.text(Level.of(line).all(), Place.FIELD, own);
            hits.addAll(own, from);
            return;
        }
        int value = colon + 1;
        while (value < line.length() && (line.charAt(value) == ' ' || line.charAt(value) == '\t')) value++;
        String content = line.substring(value).stripTrailing();
        finder.field(new Field(line.substring(0, colon), content), Level.of(content).all(), own);
        if (own.wholeDropped()) own.put(0, content.length(), "");
        hits.addAll(own, from + value);
    }

    /**
     * Only where not the {@linkplain #wholeBody whole body} goes.
     *
     * @param body its content as it was sent, without chunks
     * @param length of that, in bytes
     * @return the same bytes, as many, with zeros in the place of what is to be overwritten; so what is zero there already cannot be told from what stays
     */
    public InputStream body(Side side, InputStream body, long length) {
        Look look = look(side);
        return look.place == null ? body : rewriting(body, length, look.place, look.binary);
    }

    private Rewriting rewriting(InputStream content, long length, Place place, boolean binary) {
        return new Rewriting(content, length, (window, last, hits) -> find(window, place, binary, hits), () -> new Hits(secrets, substitute), null, 0);
    }

    private void find(String window, Place place, boolean binary, Hits hits) {
        Iterable<Level> levels = (binary ? Level.ofBytes(window) : Level.of(window)).all();
        finder.text(levels, place, hits);
        search(levels, binary, hits);
    }

    private void search(Iterable<Level> levels, boolean binary, Hits hits) {
        if (secrets.isEmpty()) return;
        for (Level level : levels) secrets.needles().find(level, binary, hits);
    }

    /**
     * @param bytes of any kind, such as a content that is still coded
     * @param length of that, in bytes
     * @return whether what is secret stands in them as they are
     */
    public boolean in(InputStream bytes, long length) throws IOException {
        Rewriting rewriting = rewriting(bytes, length, Place.TEXT, true);
        rewriting.transferTo(OutputStream.nullOutputStream());
        return rewriting.changed();
    }

    /** @return whether something secret lies, or may lie unseen, in the body of that side where its bytes do not show it, so that all of it is to be overwritten */
    public boolean wholeBody(Side side) {
        return look(side).whole;
    }

    private Look look(Side side) {
        return side == Side.CLIENT ? ofClient : ofServer;
    }
}
