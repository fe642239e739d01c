package io.github.pcap2http.output;

import static io.github.pcap2http.output.FieldText.FETCH_DESTINATION;
import static io.github.pcap2http.output.FieldText.PING_TO;
import static io.github.pcap2http.output.FieldText.PREFLIGHT_METHOD;
import static io.github.pcap2http.output.FieldText.REQUESTED_WITH;
import static io.github.pcap2http.output.FieldText.UPGRADE;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import java.util.Locale;

/**
 * What a browser would have called the resource: DevTools files entries under it, and takes a JSON call for a script when it is not
 * told. The browser's own words count first (Sec-Fetch-Dest), then what it asked for (Accept), then what it got.
 */
enum ResourceType {
    DOCUMENT, STYLESHEET, SCRIPT, IMAGE, FONT, MEDIA, TEXTTRACK, MANIFEST, WASM, FETCH, XHR, PING, EVENTSOURCE, WEBSOCKET, PREFLIGHT,
    CSP_VIOLATION_REPORT, OTHER;

    private static final int TOLD = 1 << UPGRADE | 1 << PREFLIGHT_METHOD | 1 << FETCH_DESTINATION | 1 << PING_TO | 1 << REQUESTED_WITH;

    /** The member of an entry, a comma before it. */
    final int literal = Literal.of(",'_resourceType':'" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "'");

    /** @param asked the request's fields, and what was {@code answered}: none where there is no message */
    static ResourceType of(Exchange exchange, ShownFields asked, ShownFields answered) {
        Request request = exchange.request();
        if (request == null) return answered.contentResource();
        if (request.method().equals("CONNECT")) return OTHER;
        boolean told = asked.hasAny(TOLD);
        if (told && isWebSocket(asked, exchange.response())) return WEBSOCKET;
        if (told && asked.has(PREFLIGHT_METHOD) && request.method().equals("OPTIONS")) return PREFLIGHT;
        ResourceType accepted = asked.acceptedResource();
        if (accepted == EVENTSOURCE || answered.type().is("text/event-stream")) return EVENTSOURCE;
        ResourceType byBrowser = told ? ofBrowser(asked) : null;
        if (byBrowser != null) return byBrowser;
        if (asked.type().is("text/ping")) return PING;
        if (accepted != null) return accepted;
        ResourceType got = answered.contentResource();
        boolean call = !request.method().equals("GET") && !request.method().equals("HEAD");
        return call && got == OTHER ? FETCH : got;
    }

    private static boolean isWebSocket(ShownFields asked, Response response) {
        return contains(asked.value(UPGRADE), "websocket") && (response == null || response.status() == 101);
    }

    /** @return what fields say that only browsers send; null when there are none such */
    private static ResourceType ofBrowser(ShownFields asked) {
        ResourceType destination = asked.has(FETCH_DESTINATION) ? ofDestination(asked) : null;
        if (destination != null) return destination;
        if (asked.has(PING_TO) || asked.type().is("text/ping")) return PING;
        return contains(asked.value(REQUESTED_WITH), "xmlhttprequest") ? XHR : null;
    }

    private static boolean contains(String value, String lowerCaseWord) {
        return value != null && value.toLowerCase(Locale.ROOT).contains(lowerCaseWord);
    }

    /** Fetch Metadata Request Headers (W3C), section 2.1: the destination in the browser's words; null when it did not say. */
    private static ResourceType ofDestination(ShownFields asked) {
        return switch (asked.value(FETCH_DESTINATION)) {
            case "document", "iframe", "frame", "fencedframe" -> DOCUMENT;
            case "style" -> STYLESHEET;
            case "script", "worker", "sharedworker", "serviceworker", "audioworklet", "paintworklet" -> SCRIPT;
            case "audio", "video" -> MEDIA;
            case "track" -> TEXTTRACK;
            case "image" -> IMAGE;
            case "font" -> FONT;
            case "manifest" -> MANIFEST;
            case "report" -> CSP_VIOLATION_REPORT;
            case "empty" -> contains(asked.value(REQUESTED_WITH), "xmlhttprequest") ? XHR
                : asked.type().is("text/ping") || asked.has(PING_TO) ? PING : FETCH;
            default -> null;
        };
    }

    /** @return what the first type that is asked for is; null when that may be several things. Events are asked for by their name anywhere */
    static ResourceType ofAccept(String accept) {
        if (contains(accept, "text/event-stream")) return EVENTSOURCE;
        int comma = accept.indexOf(',');
        MediaType first = MediaType.of(comma < 0 ? accept : accept.substring(0, comma));
        if (first.essence().startsWith("image/")) return IMAGE;
        if (first.isHtml()) return DOCUMENT;
        if (first.is("text/css")) return STYLESHEET;
        return first.isJson() ? FETCH : null;
    }

    static ResourceType ofContent(MediaType type) {
        String essence = type.essence();
        if (type.isHtml()) return DOCUMENT;
        if (type.is("text/css")) return STYLESHEET;
        if (type.isScript()) return SCRIPT;
        if (type.is("text/vtt")) return TEXTTRACK;
        if (type.is("application/wasm")) return WASM;
        if (type.is("application/manifest+json")) return MANIFEST;
        if (essence.startsWith("image/")) return IMAGE;
        if (essence.startsWith("font/") || essence.contains("font-") || essence.endsWith("fontobject")) return FONT;
        if (essence.startsWith("audio/") || essence.startsWith("video/")) return MEDIA;
        if (essence.endsWith("mpegurl") || essence.endsWith("dash+xml")) return MEDIA;   // playlists of audio and video
        boolean call = type.isJson() || type.isXml() || essence.startsWith("application/grpc") || essence.contains("protobuf")
            || type.is("application/x-www-form-urlencoded") || type.is("application/graphql");
        return call ? FETCH : OTHER;
    }
}
