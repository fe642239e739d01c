package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The {@code request} and {@code response} of a HAR entry, with all that is derived from their fields and bodies. Belongs to one thread. */
final class MessageWriter {
    private static final int METHOD = Literal.of(",'request':{'method':");
    private static final int GET = Literal.of(",'request':{'method':'GET','url':");
    private static final int URL = Literal.of(",'url':");
    private static final int VERSION = Literal.of(",'httpVersion':");
    private static final int HTTP_1_1 = Literal.of(",'httpVersion':'HTTP/1.1','cookies':[");
    private static final int COOKIES = Literal.of(",'cookies':[");
    private static final int HEADERS = Literal.of("],'headers':[");
    private static final int QUERY_STRING = Literal.of("],'queryString':[");
    private static final int QUERY_END = Literal.of("],'headersSize':");
    private static final int UNKNOWN_SIZES = Literal.of("-1,'bodySize':-1");
    private static final int BODY_SIZE = Literal.of(",'bodySize':");
    private static final int TARGET = Literal.of(",'_target':");
    private static final int NAME = Literal.of("{'name':");
    private static final int VALUE = Literal.of(",'value':");

    private static final int POST_DATA = Literal.of(",'postData':{'mimeType':");
    private static final int PARAMS = Literal.of(",'params':[");
    private static final int FILE_NAME = Literal.of(",'fileName':");
    private static final int CONTENT_TYPE = Literal.of(",'contentType':");
    private static final int TEXT = Literal.of(",'text':");
    private static final int BASE64 = Literal.of(",'encoding':'base64'");
    private static final int NO_TEXT = Literal.of(",'comment':'not text, so given in base64'");

    private static final int STATUS = Literal.of(",'response':{'status':");
    private static final int STATUS_TEXT = Literal.of(",'statusText':");
    private static final int SIZE = Literal.of("],'content':{'size':");
    private static final int NO_CONTENT = Literal.of("],'content':{'size':0,'mimeType':'x-unknown'}");
    private static final int COMPRESSION = Literal.of(",'compression':");
    private static final int REDIRECT_URL = Literal.of(",'redirectURL':");
    private static final int NO_REDIRECT = Literal.of(",'redirectURL':'','headersSize':");
    private static final int HEADERS_SIZE = Literal.of(",'headersSize':");
    private static final int TRANSFER_SIZE = Literal.of(",'_transferSize':");
    private static final int ERROR = Literal.of(",'_error':");

    /** Longer contents are given as text only, not as parameters too, which may be many times as long: in bytes. So of forms with parts. */
    private static final long MAX_FORM = 1 << 20;
    private static final long MAX_MULTIPART = 8 << 20;

    private static final int LONGEST = 256;   // bytes of a status that is kept

    /** What was made of a response's start line. */
    private record Status(int status, String reason, String version, byte[] json) {
        boolean isOf(Response response) {
            return status == response.status() && reason.equals(response.reason()) && version.equals(response.version());
        }
    }

    private final Status[] statuses = new Status[1 << 6];   // by their lowest bits

    /** @param fields of the request */
    void request(Exchange exchange, ShownFields fields, JsonBuffer json) {
        Request request = exchange.request();
        if (request != null && request.method().equals("GET")) json.put(GET);
        else json.put(METHOD).wire(request == null ? "" : request.method()).put(URL);
        String url = exchange.url();
        int urlAt = json.length() + 1;
        int urlEnd = urlAt + url.length();
        boolean plain = json.wire(url).length() == urlEnd + 1;
        boolean shown = request == null || urlShows(request.target(), url, plain, urlAt, json);
        version(version(exchange), json);
        fields.cookies(FieldText.COOKIE, json);
        fields.write(json.put(HEADERS));
        json.put(QUERY_STRING);
        if (plain) Parameters.ofQuery(json.array(), urlAt, urlEnd, true, json);
        else Parameters.ofQuery(url.getBytes(StandardCharsets.ISO_8859_1), 0, url.length(), false, json);
        json.put(QUERY_END);
        if (request == null) {
            json.put(UNKNOWN_SIZES);
        } else {
            json.number(request.headLength()).put(BODY_SIZE).number(wireSize(request.body()));
            if (!request.body().kept().isEmpty()) postData(request, fields, json);
            if (!shown) json.put(TARGET).wire(request.target());
        }
        json.raw('}');
    }

    /** @param fields of the response */
    void response(Exchange exchange, ShownFields fields, JsonBuffer json) {
        Response response = exchange.response();
        if (response == null || response.status() == 0) status(exchange, json);
        else status(response, exchange, json);
        fields.cookies(FieldText.SET_COOKIE, json);
        fields.write(json.put(HEADERS));
        if (response == null) json.put(NO_CONTENT);
        else content(response, fields, json);
        String location = fields.value(FieldText.LOCATION);
        if (location == null) json.put(NO_REDIRECT);
        else json.put(REDIRECT_URL).text(RedirectUrl.absolute(exchange.url(), WireText.of(location))).put(HEADERS_SIZE);
        if (response == null) {
            json.put(UNKNOWN_SIZES);
        } else {
            long bodySize = wireSize(response.body());
            json.number(response.headLength()).put(BODY_SIZE).number(bodySize);
            if (response.headLength() >= 0 && bodySize >= 0 && response.headLength() + bodySize > 0) json.put(TRANSFER_SIZE).number(response.headLength() + bodySize);
        }
        if (exchange.error() != null) json.put(ERROR).text(error(exchange));
        json.raw('}');
    }

    /** Renders the status and what stands with it, which is mostly what an entry before said of the same status, and begins the cookies. */
    private void status(Response response, Exchange exchange, JsonBuffer json) {
        int place = response.status() & statuses.length - 1;
        Status last = statuses[place];
        if (last == null || !last.isOf(response)) {
            int from = json.length();
            status(exchange, json);
            last = new Status(response.status(), response.reason(), response.version(), json.copy(from));
            statuses[place] = last.json.length > LONGEST ? null : last;
        } else {
            json.raw(last.json);
        }
    }

    private static void status(Exchange exchange, JsonBuffer json) {
        Response response = exchange.response();
        json.put(STATUS).number(response == null ? 0 : response.status());
        statusText(exchange, json.put(STATUS_TEXT));
        version(response == null ? version(exchange) : response.version(), json);
    }

    /** Renders it, and begins the cookies that follow. */
    private static void version(String version, JsonBuffer json) {
        if (version.equals("HTTP/1.1")) json.put(HTTP_1_1);
        else json.put(VERSION).wire(version).put(COOKIES);
    }

    /** @param begin the member's name and the bracket of its array */
    static void fields(int begin, Fields fields, JsonBuffer json) {
        json.put(begin);
        for (int i = 0; i < fields.size(); i++) {
            FieldText.write(fields.at(i), json.comma());
        }
        json.raw(']');
    }

    static String error(Exchange exchange) {
        return exchange.error() == null ? "" : WireText.of(exchange.error());
    }

    /** Chrome shows this text where the status is 0, and "Finished" where there is none. */
    private static void statusText(Exchange exchange, JsonBuffer json) {
        Response response = exchange.response();
        if (response != null && response.status() > 0) json.wire(response.reason());
        else if (response == null || exchange.error() != null) json.text(error(exchange));
        else json.text("(" + WireText.of(response.version()) + ")");
    }

    /** Bytes of the body that were on the wire, those that the capture lacks included; -1 when that is not known. */
    private static long wireSize(Body body) {
        return body.wireLength() < 0 ? -1 : body.wireLength() + body.lost();
    }

    private static String version(Exchange exchange) {
        if (exchange.request() != null) return exchange.request().version();
        return exchange.response() == null ? "" : exchange.response().version();
    }

    /** @return whether {@code target} is the path and query of the URL, to the character: absolute form is not what a URL shows */
    private static boolean urlShows(String target, String url, boolean plain, int urlAt, JsonBuffer json) {
        int authority = url.startsWith("http://") ? 7 : url.indexOf("://") + 3;
        int path = url.indexOf('/', authority);
        if (path < 0 || target.length() != url.length() - path) return false;
        return plain ? json.hasAt(urlAt + path, target) : url.endsWith(target);
    }

    /** Text and parameters exclude each other by the letter of HAR 1.2, but each has readers that know only it. */
    private static void postData(Request request, ShownFields fields, JsonBuffer json) {
        Body body = request.body();
        String contentType = fields.value(FieldText.CONTENT_TYPE);
        MediaType type = fields.type();
        json.put(POST_DATA).wire(contentType == null ? "" : contentType);
        if (body.complete() && type.is("application/x-www-form-urlencoded") && body.size() <= MAX_FORM) {
            Parameters.ofForm(body.content(), json.put(PARAMS));
            json.raw(']');
        }
        if (body.complete() && type.is("multipart/form-data") && body.size() <= MAX_MULTIPART) {
            multipart(Multipart.parts(body.content(), type.parameter("boundary")), json);
        }
        if (!plainText(body, type, json)) {
            Charset charset = BodyText.charset(body, type);
            ContentJson.write(body.kept(), charset, json.put(TEXT));
            if (charset == null) json.put(BASE64).put(NO_TEXT);
        }
        json.raw('}');
    }

    private static void multipart(List<Multipart.Part> parts, JsonBuffer json) {
        json.put(PARAMS);
        for (Multipart.Part part : parts) {
            MediaType type = part.contentType() == null ? MediaType.NONE : MediaType.of(part.contentType());
            Charset charset = BodyText.charset(part.content(), type);
            json.comma().put(NAME).text(part.name());
            if (charset != null) ContentJson.write(Content.of(part.content()), charset, json.put(VALUE));
            if (part.fileName() != null) json.put(FILE_NAME).text(part.fileName());
            if (part.contentType() != null) json.put(CONTENT_TYPE).text(part.contentType());
            json.raw('}');
        }
        json.raw(']');
    }

    private static void content(Response response, ShownFields fields, JsonBuffer json) {
        Body body = response.body();
        MediaType type = fields.type();
        json.put(SIZE).number(body.size());
        boolean whole = body.complete() && body.coding() == null && body.size() > 0 && body.wireLength() >= 0;
        if (whole && response.status() != 206) json.put(COMPRESSION).number(body.size() - wireSize(body));
        if (body.kept().isEmpty()) fields.mimeType(false, json);
        else kept(body, type, fields, json);
        json.raw('}');
    }

    private static void kept(Body body, MediaType type, ShownFields fields, JsonBuffer json) {
        int from = json.length();
        fields.mimeType(true, json);
        if (plainText(body, type, json)) return;
        json.back(from);
        Charset charset = BodyText.charset(body, type);
        fields.mimeType(charset != null, json);
        ContentJson.write(body.kept(), charset, json.put(TEXT));
        if (charset == null) json.put(BASE64);
    }

    /** Renders the content as text where it is short and plain, as most are that are text. @return false for others: nothing is rendered */
    private static boolean plainText(Body body, MediaType type, JsonBuffer json) {
        int from = json.length();
        boolean plain = BodyText.isPlainText(body, type) && ContentJson.writePlain(body.kept(), json.put(TEXT));
        if (!plain) json.back(from);
        return plain;
    }
}
