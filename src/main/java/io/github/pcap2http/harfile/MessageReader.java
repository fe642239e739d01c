package io.github.pcap2http.harfile;

import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.BodyStore;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Codings;
import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes requests and responses of what an entry tells of them. */
final class MessageReader {
    private static final String HEX = "0123456789ABCDEF";

    private final Bodies bodies;
    private final long most;

    MessageReader(BodyStore store, Limits limits) {
        this.bodies = new Bodies(store, Math.min(limits.maxBody(), Integer.MAX_VALUE - 64));
        this.most = limits.maxBody();
    }

    /** What an entry says of both messages. @param outcome null when we did not write it. @param diagnostics may get more */
    record Context(Outcome outcome, long requestLost, long responseLost, Members answer, List<Diagnostic> diagnostics) {
        private boolean own() {
            return outcome != null;
        }

        /** @return whether contents are as they were sent, since their coding is not known */
        private boolean stillCoded() {
            return diagnostics.stream().anyMatch(one -> one.code() == Code.UNKNOWN_CODING);
        }
    }

    /** @return null when none was seen */
    Request request(Members request, String url, Fields trailers, Context context) {
        String method = WireBytes.of(request.text("method", "").strip());
        if (method.isEmpty() && (context.own() || request.all().isEmpty())) return null;
        Fields fields = fields(request, "headers");
        String target = request.text("_target", null);
        return new Request(method, target == null ? target(method, url) : WireBytes.of(target), version(request), fields,
            Math.max(-1, request.number("headersSize", -1)), sent(request, fields, context), trailers);
    }

    private static String target(String method, String url) {
        int authority = url.indexOf("://") + 3;
        if (authority < 3) return url;
        int path = authority;
        while (path < url.length() && url.charAt(path) != '/' && url.charAt(path) != '?') path++;
        if (method.equals("CONNECT")) return url.substring(authority, path);
        String rest = url.substring(path);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    /** @return null when there was none */
    Response response(Members response, Fields trailers, Context context) {
        int status = status(response);
        long head = Math.max(-1, response.number("headersSize", -1));
        boolean without = context.own() ? status == 0 && head < 0 : status == 0;
        if (without) return null;
        Fields fields = fields(response, "headers");
        String reason = status == 0 ? "" : WireBytes.of(response.text("statusText", ""));
        return new Response(status, reason, version(response), fields, head, received(response, fields, status, context), trailers);
    }

    /** @return 0 for what is none */
    static int status(Members response) {
        long status = response.number("status", 0);
        return status < 0 || status > 999 ? 0 : (int) status;
    }

    /** Names of versions that tools have for the same thing are made one. */
    private static String version(Members message) {
        String version = WireBytes.of(message.text("httpVersion", "").strip());
        return switch (version.toLowerCase(Locale.ROOT)) {
            case "h2", "http/2", "http/2.0" -> "HTTP/2";
            case "h3", "http/3", "http/3.0", "h3-29" -> "HTTP/3";
            case "http/1.1" -> "HTTP/1.1";
            case "http/1.0" -> "HTTP/1.0";
            case "unknown" -> "";
            default -> version;
        };
    }

    /** Pseudo-header fields are left out: method, URL and status say the same. Values that were joined by line feeds are several fields. */
    static Fields fields(Members message, String name) {
        List<Field> fields = new ArrayList<>();
        if (message.isObject(name)) {
            for (Map.Entry<?, ?> field : message.object(name).all().entrySet()) {
                if (field.getValue() instanceof String value) add((String) field.getKey(), value, fields);
            }
            return Fields.of(fields);
        }
        for (Members field : message.objects(name)) add(field.text("name", ""), field.text("value", ""), fields);
        return Fields.of(fields);
    }

    private static void add(String name, String value, List<Field> fields) {
        if (name.isEmpty() || name.startsWith(":")) return;
        for (String line : value.split("\n", -1)) fields.add(new Field(WireBytes.of(name), WireBytes.of(line.strip())));
    }

    // ---- bodies

    private Body sent(Members request, Fields fields, Context context) {
        long wire = Math.max(-1, request.number("bodySize", -1));
        if (!request.has("postData") || !request.isObject("postData")) {
            if (request.has("postData")) request.object("postData");   // notes that it is none
            return wire > 0 ? new Body(Content.EMPTY, wire, wire - lost(wire, context.requestLost()), lost(wire, context.requestLost()), false, null)
                : wire == 0 || context.requestLost() > 0 ? Body.NONE : unknown();
        }
        Members data = request.object("postData");
        String type = fields.has("content-type") ? fields.first("content-type") : data.text("mimeType", "");
        boolean base64 = data.text("encoding", "").equalsIgnoreCase("base64");
        Object text = data.content("text");
        if (text == null && !data.list("params").isEmpty()) text = form(data.objects("params"), type);
        if (text == null) text = "";
        Bodies.Made made = bodies.of(text, base64, type);
        if (made.broken()) request.faults().add("request.postData.text is not base64 throughout");
        boolean coded = !Codings.of(fields).isEmpty();
        boolean whole = !context.own() || context.outcome() != Outcome.REQUEST_CUT;
        if (coded && context.own()) return body(made, decodedSize(made.length(), context), wire, context.requestLost(), fields, context, whole && !damaged(context));
        return body(made, coded || wire < made.length() ? made.length() : wire, wire, context.requestLost(), fields, context, whole);
    }

    /**
     * How long the coded body of a request was stands in the diagnostic alone that says that not all of it was kept, and that does not name the
     * message: it is the response's when it speaks of the size of that.
     *
     * @param kept bytes that are there
     */
    private static long decodedSize(long kept, Context context) {
        long answered = context.answer().object("content").number("size", 0);
        String begin = "kept " + kept + " of ";
        long size = kept;
        boolean answers = false;
        for (Diagnostic one : context.diagnostics()) {
            String detail = one.detail();
            if (one.code() != Code.BODY_LIMIT || !detail.startsWith(begin)) continue;
            String number = detail.substring(begin.length()).replace(" bytes", "");
            long told = number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
            if (told != answered || answers) size = Math.max(size, told);
            answers |= told == answered;
        }
        return size;
    }

    /** @return whether the coding of the request's body was broken: that of the response, whose compression is told then, was not */
    private static boolean damaged(Context context) {
        boolean broken = false;
        for (Diagnostic one : context.diagnostics()) {
            broken |= one.code() == Code.CODING_TRUNCATED || one.code() == Code.CODING_CORRUPT || one.code() == Code.CODING_BOMB;
        }
        Members content = context.answer().object("content");
        return broken && (content.has("compression") || content.number("size", 0) == 0);
    }

    private static String form(List<Members> params, String type) {
        int boundary = type.indexOf("boundary=");
        if (type.startsWith("multipart/") && boundary >= 0) return multipart(params, type.substring(boundary + "boundary=".length()).replace("\"", ""));
        StringBuilder form = new StringBuilder();
        for (Members param : params) {
            if (!form.isEmpty()) form.append('&');
            encode(param.text("name", ""), form);
            form.append('=');
            encode(param.text("value", ""), form);
        }
        return form.toString();
    }

    /** As forms are (WHATWG URL, section 5.2). */
    private static void encode(String text, StringBuilder form) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "*-._".indexOf(b) >= 0;
            if (plain) form.append((char) b);
            else if (b == ' ') form.append('+');
            else form.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
        }
    }

    private static String multipart(List<Members> params, String boundary) {
        StringBuilder form = new StringBuilder();
        for (Members param : params) {
            form.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(param.text("name", "")).append('"');
            if (param.has("fileName")) form.append("; filename=\"").append(param.text("fileName", "")).append('"');
            if (param.has("contentType")) form.append("\r\nContent-Type: ").append(param.text("contentType", ""));
            form.append("\r\n\r\n").append(param.text("value", "")).append("\r\n");
        }
        return form.append("--").append(boundary).append("--\r\n").toString();
    }

    private Body received(Members response, Fields fields, int status, Context context) {
        Members content = response.object("content");
        long wire = Math.max(-1, response.number("bodySize", -1));
        long size = Math.max(0, content.number("size", 0));
        Object text = content.content("text");
        String type = fields.has("content-type") ? fields.first("content-type") : content.text("mimeType", "");
        boolean base64 = content.text("encoding", "").equalsIgnoreCase("base64");
        Bodies.Made made = text == null ? new Bodies.Made(Content.EMPTY, 0, false) : bodies.of(text, base64, type);
        if (made.broken()) response.faults().add("response.content.text is not base64 throughout");
        if (!context.own() && !base64 && size == utf8Length(text)) size = made.length();   // they count the text, and not what it was sent as
        boolean told = content.has("compression") || status == 206 || size == 0;
        boolean whole = !context.own() || told && context.outcome() != Outcome.RESPONSE_CUT;
        return body(made, Math.max(size, made.length()), wire, context.responseLost(), fields, context, whole);
    }

    private static long utf8Length(Object text) {
        if (text == null) return 0;
        return text instanceof Content content ? content.length() : ((String) text).getBytes(StandardCharsets.UTF_8).length;
    }

    private Body body(Bodies.Made made, long size, long wire, long lost, Fields fields, Context context, boolean whole) {
        boolean limited = made.kept().length() < made.length();
        if (limited && most > 0) {
            context.diagnostics().add(new Diagnostic(Code.BODY_LIMIT, new Moment(0, 0), "kept " + made.kept().length() + " of " + size + " bytes"));
        }
        if (made.length() == 0 && size == 0 && wire <= 0 && lost == 0 && whole) return wire == 0 ? Body.NONE : unknown();
        List<String> codings = Codings.of(fields);
        boolean coded = !codings.isEmpty() && context.stillCoded();
        long lostInBody = lost(wire, lost);
        boolean complete = whole && lost == 0 && !limited && !made.broken() && !coded && made.length() == size;
        return new Body(made.kept(), size, wire < 0 ? -1 : wire - lostInBody, lostInBody, complete,
            coded ? String.join(", ", codings) : null);
    }

    /** Of what a message lost, part may have been of its head. */
    private static long lost(long wire, long lost) {
        return wire >= lost ? lost : 0;
    }

    private static Body unknown() {
        return new Body(Content.EMPTY, 0, -1, 0, true, null);
    }
}
