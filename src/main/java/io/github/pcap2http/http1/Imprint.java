package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Held;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Interim;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;

/**
 * What tells a head from others: equal for the bytes of a head, read as {@link Http1Connection} reads them, and for the message that was made of them.
 * For those that look for messages in bytes that were sent once more.
 *
 * @param start of a request its method, target and version, of a response its status, reason and version; empty for trailers
 */
public record Imprint(String start, Fields fields) {
    /** A section of lines. @param length bytes, from the first to the end of the empty line */
    public record Section(Imprint imprint, int length) { }

    public static Imprint of(Request request) {
        return new Imprint(request.method() + "\n" + request.target() + "\n" + request.version(), request.fields());
    }

    public static Imprint of(Response response) {
        return new Imprint(response.status() + "\n" + response.reason() + "\n" + response.version(), response.fields());
    }

    /** The version of interim responses is not kept. */
    public static Imprint of(Interim interim) {
        return new Imprint(interim.status() + "\n" + interim.reason(), interim.fields());
    }

    public static Imprint ofTrailers(Fields trailers) {
        return new Imprint("", trailers);
    }

    /** @param bytes that may begin with a head. @return null when they do not, or its empty line is not among them */
    public static Section request(Bytes bytes) {
        Head head = head(bytes, HeadReader.Kind.MESSAGE);
        StartLine.RequestLine line = head == null ? null : StartLine.request(head.startLine());
        return line == null ? null : section(line.method() + "\n" + line.target() + "\n" + line.version(), head);
    }

    /** As {@link #request}, for a response. */
    public static Section response(Bytes bytes) {
        Head head = status(bytes);
        StartLine.StatusLine line = head == null ? null : StartLine.status(head.startLine());
        return line == null ? null : section(line.status() + "\n" + line.reason() + "\n" + line.version(), head);
    }

    /** As {@link #request}, for an interim response. */
    public static Section interim(Bytes bytes) {
        Head head = status(bytes);
        StartLine.StatusLine line = head == null ? null : StartLine.status(head.startLine());
        return line == null ? null : section(line.status() + "\n" + line.reason(), head);
    }

    private static Head status(Bytes bytes) {
        boolean begins = !bytes.isEmpty() && StartLine.lookForResponse(bytes, true) == StartLine.Look.YES;
        return begins ? head(bytes, HeadReader.Kind.MESSAGE) : null;
    }

    /** As {@link #request}, for a trailer section, which may be only an empty line. */
    public static Section trailers(Bytes bytes) {
        Head head = head(bytes, HeadReader.Kind.TRAILER);
        return head == null ? null : section("", head);
    }

    private static Head head(Bytes bytes, HeadReader.Kind kind) {
        HeadReader reader = new HeadReader(Integer.MAX_VALUE, new Held());
        reader.begin(kind);
        reader.feed(bytes);
        return reader.whole() == null ? null : Head.read(reader.whole(), kind != HeadReader.Kind.TRAILER);
    }

    private static Section section(String start, Head head) {
        return new Section(new Imprint(start, head.fields()), (int) head.length());
    }
}
