package io.github.pcap2http.exchange;

import io.github.pcap2http.bytes.Bytes;

/** One message of an exchange while it is read: its span, its body, what is missing. */
public final class MessageBuilder {
    private final BodyStore store;
    private final Limits limits;
    private Fields description = Fields.EMPTY;   // of the content
    private BodyBuilder body;   // null: nothing of it has come so far
    private Fields trailers = Fields.EMPTY;
    private Moment first;
    private Moment last;
    private long lostInHead;
    private boolean whole;

    MessageBuilder(BodyStore store, Limits limits) {
        this.store = store;
        this.limits = limits;
    }

    /** @param fields that say in which codings the content is (RFC 9110, section 8.4); before any of it comes. Without this it is in none */
    void describedBy(Fields fields) {
        description = fields;
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
        content().append(bytes);
    }

    private BodyBuilder content() {
        if (body == null) body = new BodyBuilder(store, description, limits);
        return body;
    }

    /** @return whether content that comes now is kept, and not only counted */
    public boolean keepsBody() {
        return content().keeps();
    }

    /** So many content bytes came that nobody keeps, the last of them at {@code last}. */
    public void bodyPassed(long count, Moment last) {
        seen(last);
        content().passed(count);
    }

    /** Bytes of the content are missing from the capture. */
    public void lostInBody(long count) {
        content().lost(count);
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
        return lostInHead + (body == null ? 0 : body.lost());
    }

    /** @return null when nothing was seen */
    public Span span() {
        return first == null ? null : new Span(first, last);
    }

    Fields trailers() {
        return trailers;
    }

    /** As {@link BodyBuilder#build}. */
    Body build(Notes notes) {
        return body == null && whole ? Body.NONE : content().build(whole, notes);
    }
}
