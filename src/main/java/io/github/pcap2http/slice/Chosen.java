package io.github.pcap2http.slice;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Interim;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import io.github.pcap2http.exchange.Span;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is to be remembered of an exchange whose packets are wanted.
 *
 * @param connection number of its first frame
 * @param request frames that carry its first and its last byte, in that order, which need not be that of the capture
 * @param response so; that of interim responses before it included
 * @param onward whether all that follows on the connection is part of it: a tunnel, another protocol
 * @param askedWith comment for the first packet of the request; so {@code answeredWith}
 */
record Chosen(long connection, Frames request, Frames response, boolean onward, String askedWith, String answeredWith) {
    private static final int LONGEST = 500;   // characters of a comment

    /** From one packet to another. @param first 0: there are none; so {@code last} */
    record Frames(long first, long last) {
        static final Frames NONE = new Frames(0, 0);

        private static Frames of(Span span) {
            return span == null ? NONE : new Frames(span.first().frame(), span.last().frame());
        }

        boolean any() {
            return first > 0;
        }

        void write(DataOutput out) throws IOException {
            out.writeLong(first);
            out.writeLong(last);
        }

        static Frames read(DataInput in) throws IOException {
            return new Frames(in.readLong(), in.readLong());
        }
    }

    static Chosen of(Exchange exchange) {
        Frames response = Frames.of(exchange.responseSpan());
        if (!exchange.interim().isEmpty()) {
            Interim first = exchange.interim().get(0);
            response = new Frames(first.at().frame(), response.any() ? response.last() : first.at().frame());
        }
        boolean onward = exchange.outcome() == Outcome.TUNNEL || exchange.outcome() == Outcome.UPGRADED;
        return new Chosen(exchange.connection().firstFrame(), Frames.of(exchange.requestSpan()), response, onward, asked(exchange), answered(exchange));
    }

    private static String asked(Exchange exchange) {
        Request request = exchange.request();
        if (request == null) return "";
        String target = request.method().equals("CONNECT") ? request.target() : exchange.url();
        return text("exchange " + exchange.id() + ", request: " + request.method() + " " + target);
    }

    private static String answered(Exchange exchange) {
        Response response = exchange.response();
        String status = response == null ? "interim only" : response.status() == 0 ? response.version() : response.status() + " " + response.reason();
        return text("exchange " + exchange.id() + ", response: " + status.strip());
    }

    private static String text(String comment) {
        StringBuilder text = new StringBuilder(comment);
        if (text.length() > LONGEST) text.replace(LONGEST - 3, text.length(), "...");
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) text.setCharAt(i, '?');
        }
        return text.toString();
    }

    /** @return the first of its frames in the capture; of a connection that failed, the connection's */
    long begin() {
        long begin = Long.MAX_VALUE;
        if (request.any()) begin = Math.min(request.first(), request.last());
        if (response.any()) begin = Math.min(begin, Math.min(response.first(), response.last()));
        return begin == Long.MAX_VALUE ? connection : begin;
    }

    /** @return the last of its frames */
    long end() {
        return onward ? Long.MAX_VALUE : Math.max(Math.max(request.first(), request.last()), Math.max(response.first(), response.last()));
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(connection);
        request.write(out);
        response.write(out);
        out.writeBoolean(onward);
        out.writeUTF(askedWith);
        out.writeUTF(answeredWith);
    }

    static Chosen read(DataInput in) throws IOException {
        return new Chosen(in.readLong(), Frames.read(in), Frames.read(in), in.readBoolean(), in.readUTF(), in.readUTF());
    }
}
