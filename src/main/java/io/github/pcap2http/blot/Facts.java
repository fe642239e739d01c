package io.github.pcap2http.blot;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.bytes.Draft;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Codings;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Interim;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.http1.Imprint;
import io.github.pcap2http.redact.Redaction;
import io.github.pcap2http.redact.Traces;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of an exchange until its packets come again: enough to know its messages by, and their secrets.
 *
 * @param client what the client sent; so {@code server}; null: nothing
 */
public record Facts(Half client, Half server, Traces traces) {
    /** Which kind of head one is. */
    enum Kind { REQUEST, INTERIM, RESPONSE }

    /** @param digest of its imprint */
    record Head(Kind kind, byte[] digest) { }

    /**
     * What one side sent.
     *
     * @param method of a request; empty for responses
     * @param heads one behind the other, the last of them that of the content
     * @param length bytes of the content on the wire, without chunks; -1: not known
     * @param chunked whether it has chunks around it, if it is not empty
     * @param codings that the content is in, in the order they were applied
     * @param content digest of it, without codings; null when not all of it was seen
     * @param trailers digest of their imprint
     */
    record Half(String method, List<Head> heads, long length, boolean chunked, List<String> codings, byte[] content, byte[] trailers) { }

    /** @param original with its secrets, and bodies that can be read. @param redaction that gives it on without them */
    public static Facts of(Exchange original, Redaction redaction) {
        return new Facts(request(original.request()), response(original), redaction.traces(original));
    }

    private static Half request(Request request) {
        if (request == null) return null;
        List<Head> heads = List.of(new Head(Kind.REQUEST, digest(Imprint.of(request))));
        return half(request.method(), heads, request.fields(), request.body(), request.trailers());
    }

    private static Half response(Exchange exchange) {
        List<Head> heads = new ArrayList<>(1);
        for (Interim one : exchange.interim()) heads.add(new Head(Kind.INTERIM, digest(Imprint.of(one))));
        Response response = exchange.response();
        if (response != null) heads.add(new Head(Kind.RESPONSE, digest(Imprint.of(response))));
        if (heads.isEmpty()) return null;
        return response == null ? half("", heads, Fields.EMPTY, Body.NONE, Fields.EMPTY)
            : half("", heads, response.fields(), response.body(), response.trailers());
    }

    private static Half half(String method, List<Head> heads, Fields fields, Body body, Fields trailers) {
        List<String> codings = fields.members("transfer-encoding");
        boolean chunked = !codings.isEmpty() && codings.get(codings.size() - 1).equalsIgnoreCase("chunked");
        boolean known = body.complete() && body.kept().length() == body.size();
        return new Half(method, heads, body.wireLength(), chunked, Codings.of(fields), known ? digest(body.kept().stream()) : null,
            digest(Imprint.ofTrailers(trailers)));
    }

    Half of(Side side) {
        return side == Side.CLIENT ? client : server;
    }

    // ---- digests

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Takes a content, and keeps nothing but its digest. */
    static final class Digest implements Draft {
        private final MessageDigest digest = sha256();

        @Override
        public void append(Bytes bytes) {
            digest.update(bytes.array(), bytes.offset(), bytes.length());
        }

        @Override
        public Content take() {
            return Content.EMPTY;
        }

        /** To be asked once. */
        byte[] value() {
            return digest.digest();
        }
    }

    static byte[] digest(Imprint imprint) {
        StringBuilder text = new StringBuilder(imprint.start());
        for (Field field : imprint.fields()) text.append('\0').append(field.name()).append('\0').append(field.value());
        return sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    static byte[] digest(InputStream content) {
        MessageDigest digest = sha256();
        byte[] block = new byte[1 << 14];
        try {
            for (int n = content.read(block); n >= 0; n = content.read(block)) digest.update(block, 0, n);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest.digest();
    }

    // ---- on paper

    public void write(DataOutput out) throws IOException {
        write(client, out);
        write(server, out);
        traces.write(out);
    }

    private static void write(Half half, DataOutput out) throws IOException {
        out.writeBoolean(half != null);
        if (half == null) return;
        text(half.method, out);
        out.writeInt(half.heads.size());
        for (Head head : half.heads) {
            out.writeByte(head.kind.ordinal());
            out.write(head.digest);
        }
        out.writeLong(half.length);
        out.writeBoolean(half.chunked);
        out.writeInt(half.codings.size());
        for (String coding : half.codings) text(coding, out);
        out.writeBoolean(half.content != null);
        if (half.content != null) out.write(half.content);
        out.write(half.trailers);
    }

    private static void text(String text, DataOutput out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static Facts read(DataInput in, Redaction redaction) throws IOException {
        return new Facts(half(in), half(in), redaction.traces(in));
    }

    private static Half half(DataInput in) throws IOException {
        if (!in.readBoolean()) return null;
        String method = text(in);
        List<Head> heads = new ArrayList<>(1);
        for (int left = in.readInt(); left > 0; left--) heads.add(new Head(Kind.values()[in.readByte()], bytes(in, 32)));
        long length = in.readLong();
        boolean chunked = in.readBoolean();
        List<String> codings = new ArrayList<>(1);
        for (int left = in.readInt(); left > 0; left--) codings.add(text(in));
        byte[] content = in.readBoolean() ? bytes(in, 32) : null;
        return new Half(method, heads, length, chunked, codings, content, bytes(in, 32));
    }

    private static String text(DataInput in) throws IOException {
        return new String(bytes(in, in.readInt()), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInput in, int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }
}
