package io.github.pcap2http.redact;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Side;
import java.util.ArrayList;
import java.util.List;

/** Where the secrets of an exchange lie in the bytes that were sent, for those that overwrite them there. Valid as long as the exchange's bodies are. */
public final class Traces {
    /** Bytes from {@code from} to before {@code to}. */
    public record Range(int from, int to) { }

    private final Exchange exchange;
    private final Finder finder;
    private final Secrets secrets;
    private final Substitute substitute;
    private final boolean inRequest;
    private final boolean inResponse;
    private final boolean byPlace;   // whether places in JSON are secret, which only the whole text tells

    Traces(Exchange exchange, Finder finder, Secrets secrets, Substitute substitute, boolean inRequest, boolean inResponse,
           boolean byPlace) {
        this.exchange = exchange;
        this.finder = finder;
        this.secrets = secrets;
        this.substitute = substitute;
        this.inRequest = inRequest;
        this.inResponse = inResponse;
        this.byPlace = byPlace;
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
        finder.text(text, Place.FIELD, hits);
        search(text, hits);
        return ranges(hits);
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
            finder.text(line, Place.FIELD, own);
            hits.addAll(own, from);
            return;
        }
        int value = colon + 1;
        while (value < line.length() && (line.charAt(value) == ' ' || line.charAt(value) == '\t')) value++;
        String content = line.substring(value).stripTrailing();
        finder.field(new Field(line.substring(0, colon), content), own);
        if (own.wholeDropped()) own.put(0, content.length(), "");
        hits.addAll(own, from + value);
    }

    /**
     * @param body its content as it was sent: for bodies that are neither coded nor chunked
     * @return what to overwrite, in order, none over another
     */
    public List<Range> body(Side side, Bytes body) {
        if (!changed(side)) return List.of();
        String text = body.latin1();
        Fields fields = side == Side.CLIENT ? exchange.request().fields() : exchange.response().fields();
        Hits hits = new Hits(secrets, substitute);
        Contents contents = Contents.of(side == Side.CLIENT ? exchange.request().body() : exchange.response().body(), fields);
        finder.text(text, contents.place(), hits);
        search(text, hits);
        return ranges(hits);
    }

    /** @return whether something secret lies, or may lie unseen, in the body of that side where its bytes do not show it, so that all of it is to be overwritten */
    public boolean wholeBody(Side side) {
        if (side == Side.CLIENT ? exchange.request() == null : exchange.response() == null) return false;
        Fields fields = side == Side.CLIENT ? exchange.request().fields() : exchange.response().fields();
        Body body = side == Side.CLIENT ? exchange.request().body() : exchange.response().body();
        if (body.kept().length() < body.size()) return true;   // the rest was not looked into
        if (!changed(side)) return false;
        Contents contents = Contents.of(body, fields);
        return contents.closed() != null || contents.charset() != null || contents.json() && byPlace
            || !fields.members("content-encoding").isEmpty() || !fields.members("transfer-encoding").isEmpty();
    }

    private boolean changed(Side side) {
        return side == Side.CLIENT ? inRequest : inResponse;
    }

    private void search(String text, Hits hits) {
        for (Level level = Level.of(text); level != null; level = level.next()) secrets.needles().find(level, false, hits);
    }

    private static List<Range> ranges(Hits hits) {
        List<Range> ranges = new ArrayList<>();
        for (Hits.Hit hit : hits.merged()) ranges.add(new Range(hit.from(), hit.to()));
        return ranges;
    }
}
