package io.github.pcap2http.output;

import static io.github.pcap2http.output.JsonBuffer.literal;

import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The {@code request} and {@code response} of a HAR entry, with all that is derived from their fields and bodies. */
final class MessageWriter {
    /** Charsets that browsers know (WHATWG Encoding, section 4.2), by the names that Java gives them, but UTF-8. Seldom asked for. */
    private static final class Known {
        static final Pattern TO_BROWSERS = Pattern.compile("UTF-16(BE|LE)?|US-ASCII|ISO-8859-\\d+|windows-(125\\d|874|31j)|KOI8-[RU]|"
            + "GBK|GB18030|GB2312|Big5|EUC-(JP|KR)|Shift_JIS|ISO-2022-JP|IBM866|x-MacCyrillic|x-windows-874");
    }

    private static final byte[] METHOD = literal(",'request':{'method':");
    private static final byte[] GET = literal(",'request':{'method':'GET','url':");
    private static final byte[] URL = literal(",'url':");
    private static final byte[] VERSION = literal(",'httpVersion':");
    private static final byte[] HTTP_1_1 = literal(",'httpVersion':'HTTP/1.1','cookies':[");
    private static final byte[] COOKIES = literal(",'cookies':[");
    private static final byte[] HEADERS = literal("],'headers':[");
    private static final byte[] QUERY_STRING = literal("],'queryString':[");
    private static final byte[] QUERY_END = literal("],'headersSize':");
    private static final byte[] UNKNOWN_SIZES = literal("-1,'bodySize':-1");
    private static final byte[] BODY_SIZE = literal(",'bodySize':");
    private static final byte[] TARGET = literal(",'_target':");
    private static final byte[] NAME = literal("{'name':");
    private static final byte[] VALUE = literal(",'value':");

    private static final byte[] POST_DATA = literal(",'postData':{'mimeType':");
    private static final byte[] PARAMS = literal(",'params':[");
    private static final byte[] FILE_NAME = literal(",'fileName':");
    private static final byte[] CONTENT_TYPE = literal(",'contentType':");
    private static final byte[] TEXT = literal(",'text':");
    private static final byte[] BASE64 = literal(",'encoding':'base64'");
    private static final byte[] NO_TEXT = literal(",'comment':'not text, so given in base64'");

    private static final byte[] STATUS = literal(",'response':{'status':");
    private static final byte[] STATUS_TEXT = literal(",'statusText':");
    private static final byte[] SIZE = literal("],'content':{'size':");
    private static final byte[] NO_CONTENT = literal("],'content':{'size':0,'mimeType':'x-unknown'}");
    private static final byte[] COMPRESSION = literal(",'compression':");
    private static final byte[] MIME_TYPE = literal(",'mimeType':");
    private static final byte[] UNKNOWN_TYPE = literal("'x-unknown'");
    private static final byte[] REDIRECT_URL = literal(",'redirectURL':");
    private static final byte[] NO_REDIRECT = literal(",'redirectURL':'','headersSize':");
    private static final byte[] HEADERS_SIZE = literal(",'headersSize':");
    private static final byte[] TRANSFER_SIZE = literal(",'_transferSize':");
    private static final byte[] ERROR = literal(",'_error':");

    /** Longer contents are given as text only, not as parameters too, which may be many times as long: in bytes. So of forms with parts. */
    private static final long MAX_FORM = 1 << 20;
    private static final long MAX_MULTIPART = 8 << 20;

    private MessageWriter() { }

    /** @param fields of the request */
    static void request(Exchange exchange, ShownFields fields, JsonBuffer json) {
        Request request = exchange.request();
        if (request != null && request.method().equals("GET")) json.raw(GET);
        else json.raw(METHOD).wire(request == null ? "" : request.method()).raw(URL);
        String url = exchange.url();
        int urlAt = json.length() + 1;
        boolean plain = json.wire(url).length() == urlAt + url.length() + 1;
        version(version(exchange), json);
        fields.cookies(FieldText.COOKIE, json);
        fields.write(json.raw(HEADERS));
        json.raw(QUERY_STRING);
        if (plain) Parameters.ofQuery(json.array(), urlAt, urlAt + url.length(), json);
        else Parameters.ofQuery(url.getBytes(StandardCharsets.ISO_8859_1), 0, url.length(), json);
        json.raw(QUERY_END);
        if (request == null) {
            json.raw(UNKNOWN_SIZES);
        } else {
            json.number(request.headLength()).raw(BODY_SIZE).number(wireSize(request.body()));
            if (!request.body().kept().isEmpty()) postData(request, fields, json);
            if (!urlShows(request.target(), exchange.url())) json.raw(TARGET).wire(request.target());
        }
        json.raw('}');
    }

    /** @param fields of the response */
    static void response(Exchange exchange, ShownFields fields, JsonBuffer json) {
        Response response = exchange.response();
        json.raw(STATUS).number(response == null ? 0 : response.status());
        statusText(exchange, json.raw(STATUS_TEXT));
        version(response == null ? version(exchange) : response.version(), json);
        fields.cookies(FieldText.SET_COOKIE, json);
        fields.write(json.raw(HEADERS));
        if (response == null) json.raw(NO_CONTENT);
        else content(response, fields, json);
        String location = fields.value(FieldText.LOCATION);
        if (location == null) json.raw(NO_REDIRECT);
        else json.raw(REDIRECT_URL).text(RedirectUrl.absolute(exchange.url(), WireText.of(location))).raw(HEADERS_SIZE);
        if (response == null) {
            json.raw(UNKNOWN_SIZES);
        } else {
            long bodySize = wireSize(response.body());
            json.number(response.headLength()).raw(BODY_SIZE).number(bodySize);
            if (response.headLength() >= 0 && bodySize >= 0 && response.headLength() + bodySize > 0) json.raw(TRANSFER_SIZE).number(response.headLength() + bodySize);
        }
        if (exchange.error() != null) json.raw(ERROR).text(error(exchange));
        json.raw('}');
    }

    /** Renders it, and begins the cookies that follow. */
    private static void version(String version, JsonBuffer json) {
        if (version.equals("HTTP/1.1")) json.raw(HTTP_1_1);
        else json.raw(VERSION).wire(version).raw(COOKIES);
    }

    /** @param begin the member's name and the bracket of its array */
    static void fields(byte[] begin, Fields fields, JsonBuffer json) {
        json.raw(begin);
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
    private static boolean urlShows(String target, String url) {
        int authority = url.startsWith("http://") ? 7 : url.indexOf("://") + 3;
        int path = url.indexOf('/', authority);
        return path >= 0 && target.length() == url.length() - path && url.endsWith(target);
    }

    /** Text and parameters exclude each other by the letter of HAR 1.2, but each has readers that know only it. */
    private static void postData(Request request, ShownFields fields, JsonBuffer json) {
        Body body = request.body();
        String contentType = fields.value(FieldText.CONTENT_TYPE);
        MediaType type = fields.type();
        Charset charset = BodyText.charset(body, type);
        json.raw(POST_DATA).wire(contentType == null ? "" : contentType);
        if (body.complete() && type.is("application/x-www-form-urlencoded") && body.size() <= MAX_FORM) {
            Parameters.ofForm(body.content(), json.raw(PARAMS));
            json.raw(']');
        }
        if (body.complete() && type.is("multipart/form-data") && body.size() <= MAX_MULTIPART) {
            multipart(Multipart.parts(body.content(), type.parameter("boundary")), json);
        }
        ContentJson.write(body.kept(), charset, json.raw(TEXT));
        if (charset == null) json.raw(BASE64).raw(NO_TEXT);
        json.raw('}');
    }

    private static void multipart(List<Multipart.Part> parts, JsonBuffer json) {
        json.raw(PARAMS);
        for (Multipart.Part part : parts) {
            MediaType type = part.contentType() == null ? MediaType.NONE : MediaType.of(part.contentType());
            Charset charset = BodyText.charset(part.content(), type);
            json.comma().raw(NAME).text(part.name());
            if (charset != null) ContentJson.write(Content.of(part.content()), charset, json.raw(VALUE));
            if (part.fileName() != null) json.raw(FILE_NAME).text(part.fileName());
            if (part.contentType() != null) json.raw(CONTENT_TYPE).text(part.contentType());
            json.raw('}');
        }
        json.raw(']');
    }

    private static void content(Response response, ShownFields fields, JsonBuffer json) {
        Body body = response.body();
        MediaType type = fields.type();
        Charset charset = BodyText.charset(body, type);
        json.raw(SIZE).number(body.size());
        boolean whole = body.complete() && body.coding() == null && body.size() > 0 && body.wireLength() >= 0;
        if (whole && response.status() != 206) json.raw(COMPRESSION).number(body.size() - wireSize(body));
        mimeType(fields, type, charset != null, json.raw(MIME_TYPE));
        if (!body.kept().isEmpty()) {
            ContentJson.write(body.kept(), charset, json.raw(TEXT));
            if (charset == null) json.raw(BASE64);
        }
        json.raw('}');
    }

    /**
     * Chrome knows event streams by their bare name only, and shows no base64 in a charset that it does not know.
     */
    private static void mimeType(ShownFields fields, MediaType type, boolean text, JsonBuffer json) {
        if (!fields.has(FieldText.CONTENT_TYPE) || fields.value(FieldText.CONTENT_TYPE).isBlank()) {
            json.raw(UNKNOWN_TYPE);
            return;
        }
        String label = type.parameter("charset");
        boolean bare = type.is("text/event-stream") || !text && label != null && !browsersKnow(label.strip());
        if (bare) json.text(type.essence());
        else fields.value(FieldText.CONTENT_TYPE, json);
    }

    private static boolean browsersKnow(String label) {
        try {
            Charset named = Charset.forName(label);
            return named == StandardCharsets.UTF_8 || Known.TO_BROWSERS.matcher(named.name()).matches();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
