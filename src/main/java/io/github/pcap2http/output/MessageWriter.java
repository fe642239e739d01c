package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/** The {@code request} and {@code response} of a HAR entry, with all that is derived from their fields and bodies. */
final class MessageWriter {
    private static final int UNKNOWN = -1;
    private static final Set<Charset> UTF_8_BYTES = Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII);
    /** Charsets that browsers know (WHATWG Encoding, section 4.2), by the names that Java gives them. */
    private static final Pattern BROWSERS_KNOW = Pattern.compile("UTF-8|UTF-16(BE|LE)?|US-ASCII|ISO-8859-\\d+|"
        + "windows-(125\\d|874|31j)|KOI8-[RU]|GBK|GB18030|GB2312|Big5|EUC-(JP|KR)|Shift_JIS|ISO-2022-JP|IBM866|x-MacCyrillic|x-windows-874");

    private final JsonGenerator json;

    MessageWriter(JsonGenerator json) {
        this.json = json;
    }

    void request(Exchange exchange) {
        Request request = exchange.request();
        json.writeObjectPropertyStart("request");
        json.writeStringProperty("method", request == null ? "" : WireText.of(request.method()));
        json.writeStringProperty("url", exchange.url());
        json.writeStringProperty("httpVersion", version(exchange));
        Fields fields = request == null ? Fields.EMPTY : request.fields();
        cookies(Cookie.sent(fields), false);
        headers("headers", fields);
        queryString(exchange.url());
        json.writeNumberProperty("headersSize", request == null ? UNKNOWN : request.headLength());
        json.writeNumberProperty("bodySize", request == null ? UNKNOWN : wireSize(request.body()));
        if (request != null && !request.body().content().isEmpty()) postData(request);
        if (request != null && !urlShows(request.target(), exchange.url())) wireText("_target", request.target());
        json.writeEndObject();
    }

    void response(Exchange exchange) {
        Response response = exchange.response();
        Fields fields = response == null ? Fields.EMPTY : response.fields();
        json.writeObjectPropertyStart("response");
        json.writeNumberProperty("status", response == null ? 0 : response.status());
        json.writeStringProperty("statusText", statusText(exchange));
        json.writeStringProperty("httpVersion", response == null ? version(exchange) : WireText.of(response.version()));
        cookies(Cookie.set(fields), true);
        headers("headers", fields);
        content(response);
        String location = fields.first("location");
        json.writeStringProperty("redirectURL", location == null ? "" : RedirectUrl.absolute(exchange.url(), WireText.of(location)));
        json.writeNumberProperty("headersSize", response == null ? UNKNOWN : response.headLength());
        json.writeNumberProperty("bodySize", response == null ? UNKNOWN : wireSize(response.body()));
        long transferred = response == null ? 0 : response.headLength() + wireSize(response.body());
        if (transferred > 0) json.writeNumberProperty("_transferSize", transferred);
        if (exchange.error() != null) json.writeStringProperty("_error", error(exchange));
        json.writeEndObject();
    }

    void headers(String name, Fields fields) {
        json.writeArrayPropertyStart(name);
        for (Field field : fields) nameAndValue(WireText.of(field.name()), WireText.of(field.value()));
        json.writeEndArray();
    }

    static String error(Exchange exchange) {
        return exchange.error() == null ? "" : WireText.of(exchange.error());
    }

    /** Chrome shows this text where the status is 0, and "Finished" where there is none. */
    private static String statusText(Exchange exchange) {
        Response response = exchange.response();
        if (response != null && response.status() > 0) return WireText.of(response.reason());
        return response == null || exchange.error() != null ? error(exchange) : "(" + WireText.of(response.version()) + ")";
    }

    /** Bytes of the body that were on the wire, those that the capture lacks included. */
    private static long wireSize(Body body) {
        return body.wireLength() + body.lost();
    }

    private static String version(Exchange exchange) {
        if (exchange.request() != null) return WireText.of(exchange.request().version());
        return exchange.response() == null ? "" : WireText.of(exchange.response().version());
    }

    /** @return whether {@code target} is the path and query of the URL, to the character: absolute form is not what a URL shows */
    private static boolean urlShows(String target, String url) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        return path >= 0 && target.length() == url.length() - path && url.endsWith(target);
    }

    private void queryString(String url) {
        int query = url.indexOf('?') + 1;
        json.writeArrayPropertyStart("queryString");
        if (query > 0) Parameter.each(Bytes.latin1(url.substring(query)), p -> nameAndValue(p.name(), p.value()));
        json.writeEndArray();
    }

    private void cookies(List<Cookie> cookies, boolean withFlags) {
        json.writeArrayPropertyStart("cookies");
        for (Cookie cookie : cookies) {
            json.writeStartObject();
            json.writeStringProperty("name", cookie.name());
            json.writeStringProperty("value", cookie.value());
            optional("path", cookie.path());
            optional("domain", cookie.domain());
            optional("expires", cookie.expires());
            if (withFlags) {
                json.writeBooleanProperty("httpOnly", cookie.httpOnly());
                json.writeBooleanProperty("secure", cookie.secure());
            }
            optional("sameSite", cookie.sameSite());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Text and parameters exclude each other by the letter of HAR 1.2, but each has readers that know only it. */
    private void postData(Request request) {
        Body body = request.body();
        String contentType = request.fields().first("content-type");
        MediaType type = MediaType.of(request.fields());
        Charset charset = BodyText.charset(body, type);
        json.writeObjectPropertyStart("postData");
        json.writeStringProperty("mimeType", contentType == null ? "" : WireText.of(contentType));
        if (body.complete() && type.is("application/x-www-form-urlencoded")) form(body.content());
        if (body.complete() && type.is("multipart/form-data")) multipart(Multipart.parts(body.content(), type.parameter("boundary")));
        text(body.content(), charset);
        if (charset == null) json.writeStringProperty("comment", "not text, so given in base64");
        json.writeEndObject();
    }

    private void form(Bytes encoded) {
        json.writeArrayPropertyStart("params");
        Parameter.each(encoded, p -> nameAndValue(p.name(), p.value()));
        json.writeEndArray();
    }

    private void multipart(List<Multipart.Part> parts) {
        json.writeArrayPropertyStart("params");
        for (Multipart.Part part : parts) {
            MediaType type = part.contentType() == null ? MediaType.NONE : MediaType.of(part.contentType());
            Charset charset = BodyText.charset(part.content(), type);
            json.writeStartObject();
            json.writeStringProperty("name", part.name());
            if (charset != null) {
                json.writeName("value");
                textValue(part.content(), charset);
            }
            optional("fileName", part.fileName());
            optional("contentType", part.contentType());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void content(Response response) {
        json.writeObjectPropertyStart("content");
        if (response == null) {
            json.writeNumberProperty("size", 0);
            json.writeStringProperty("mimeType", "x-unknown");
        } else {
            Body body = response.body();
            MediaType type = MediaType.of(response.fields());
            Charset charset = BodyText.charset(body, type);
            json.writeNumberProperty("size", body.size());
            boolean whole = body.complete() && body.coding() == null && body.size() > 0;
            if (whole && response.status() != 206) json.writeNumberProperty("compression", body.size() - wireSize(body));
            json.writeStringProperty("mimeType", mimeType(response.fields().first("content-type"), type, charset != null));
            if (!body.content().isEmpty()) text(body.content(), charset);
        }
        json.writeEndObject();
    }

    /**
     * Chrome knows event streams by their bare name only, and shows no base64 in a charset that it does not know.
     *
     * @param value of the Content-Type field; null when there is none
     */
    private static String mimeType(String value, MediaType type, boolean text) {
        if (value == null || value.isBlank()) return "x-unknown";
        String label = type.parameter("charset");
        boolean bare = type.is("text/event-stream") || !text && label != null && !browsersKnow(label.strip());
        return bare ? type.essence() : WireText.of(value);
    }

    private static boolean browsersKnow(String label) {
        try {
            return BROWSERS_KNOW.matcher(Charset.forName(label).name()).matches();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @param charset null for what is binary */
    private void text(Bytes content, Charset charset) {
        json.writeName("text");
        if (charset != null) {
            textValue(content, charset);
        } else {
            json.writeBinary(content.array(), content.offset(), content.length());
            json.writeStringProperty("encoding", "base64");
        }
    }

    private void textValue(Bytes content, Charset charset) {
        if (UTF_8_BYTES.contains(charset)) json.writeUTF8String(content.array(), content.offset(), content.length());
        else json.writeString(new String(content.array(), content.offset(), content.length(), charset));
    }

    private void nameAndValue(String name, String value) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeStringProperty("value", value);
        json.writeEndObject();
    }

    private void optional(String name, String value) {
        if (value != null) json.writeStringProperty(name, value);
    }

    private void wireText(String name, String value) {
        json.writeStringProperty(name, WireText.of(value));
    }
}
