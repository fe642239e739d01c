package io.github.pcap2http.exchange;

import io.github.pcap2http.bytes.Bytes;

/** One message of an exchange while it is read: its span, its body, what is missing. */
public final class MessageBuilder {
    private final BodyBuilder body;
    private Fields trailers = Fields.EMPTY;
    private Moment first;
    private Moment last;
    private long lostInHead;
    private boolean whole;

    MessageBuilder(BodyStore store, Limits limits) {
        this.body = new BodyBuilder(store, limits);
    }

    /** Bytes of the message, of whatever kind, were seen at {@code now}. */
    public void seen(Moment now) {
        if (first == null) first = now;
        last = now;
    }

    /** What was seen so far was an interim response: the message proper is still to come. */
    public void restart() {
        first = null;
        last = null;
    }

    /** Content bytes, chunk framing taken off; the view is not kept. */
    public void body(Bytes bytes, Moment now) {
        seen(now);
        body.append(bytes);
    }

    /** @return whether content that comes now is kept, and not only counted */
    public boolean keepsBody() {
        return body.keeps();
    }

    /** So many content bytes came that nobody keeps, the last of them at {@code last}. */
    public void bodyPassed(long count, Moment last) {
        seen(last);
        body.passed(count);
    }

    /** Bytes of the content are missing from the capture. */
    public void lostInBody(long count) {
        body.lost(count);
    }

    /** Bytes of the head, of chunk framing or trailers are missing from the capture. */
    public void lostInHead(long count) {
        lostInHead += count;
    }

    public void trailers(Fields trailers) {
        this.trailers = trailers;
    }

    /** The message ended as its framing says. */
    public void whole() {
        whole = true;
    }

    /** @return whether it ended as its framing says and nothing of it is missing */
    public boolean isWhole() {
        return whole && lost() == 0;
    }

    public long lost() {
        return lostInHead + body.lost();
    }

    /** @return null when nothing was seen */
    public Span span() {
        return first == null ? null : new Span(first, last);
    }

    Fields trailers() {
        return trailers;
    }

    Body build(Fields fields, boolean coded, ExchangeBuilder notes) {
        return body.build(fields, coded, whole, notes);
    }
}
