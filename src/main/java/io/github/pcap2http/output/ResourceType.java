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
final class ResourceType {
    private static final String OTHER = "other";
    private static final String EVENTS = "eventsource";

    private ResourceType() { }

    /** @param asked the request's fields, and what was {@code answered}: none where there is no message */
    static String of(Exchange exchange, ShownFields asked, ShownFields answered) {
        Request request = exchange.request();
        Response response = exchange.response();
        if (request == null) return answered.contentResource();
        if (request.method().equals("CONNECT")) return OTHER;
        if (contains(asked.value(UPGRADE), "websocket") && (response == null || response.status() == 101)) return "websocket";
        if (asked.has(PREFLIGHT_METHOD) && request.method().equals("OPTIONS")) return "preflight";
        String accepted = asked.acceptedResource();
        if (EVENTS.equals(accepted) || answered.type().is("text/event-stream")) return EVENTS;
        String told = asked.has(FETCH_DESTINATION) ? ofDestination(asked) : null;
        if (told != null) return told;
        if (asked.has(PING_TO) || asked.type().is("text/ping")) return "ping";
        if (contains(asked.value(REQUESTED_WITH), "xmlhttprequest")) return "xhr";
        if (accepted != null) return accepted;
        String got = answered.contentResource();
        boolean call = !request.method().equals("GET") && !request.method().equals("HEAD");
        return call && got.equals(OTHER) ? "fetch" : got;
    }

    private static boolean contains(String value, String lowerCaseWord) {
        return value != null && value.toLowerCase(Locale.ROOT).contains(lowerCaseWord);
    }

    /** Fetch Metadata Request Headers (W3C), section 2.1: the destination in the browser's words; null when it did not say. */
    private static String ofDestination(ShownFields asked) {
        String destination = asked.value(FETCH_DESTINATION);
        return switch (destination) {
            case "document", "iframe", "frame", "fencedframe" -> "document";
            case "style" -> "stylesheet";
            case "script", "worker", "sharedworker", "serviceworker", "audioworklet", "paintworklet" -> "script";
            case "audio", "video" -> "media";
            case "track" -> "texttrack";
            case "image", "font", "manifest" -> destination;
            case "report" -> "csp-violation-report";
            case "empty" -> contains(asked.value(REQUESTED_WITH), "xmlhttprequest") ? "xhr"
                : asked.type().is("text/ping") || asked.has(PING_TO) ? "ping" : "fetch";
            default -> null;
        };
    }

    /** @return what the first type that is asked for is; null when that may be several things. Events are asked for by their name anywhere */
    static String ofAccept(String accept) {
        if (contains(accept, "text/event-stream")) return EVENTS;
        int comma = accept.indexOf(',');
        MediaType first = MediaType.of(comma < 0 ? accept : accept.substring(0, comma));
        if (first.essence().startsWith("image/")) return "image";
        if (first.isHtml()) return "document";
        if (first.is("text/css")) return "stylesheet";
        return first.isJson() ? "fetch" : null;
    }

    static String ofContent(MediaType type) {
        String essence = type.essence();
        if (type.isHtml()) return "document";
        if (type.is("text/css")) return "stylesheet";
        if (type.isScript()) return "script";
        if (type.is("text/vtt")) return "texttrack";
        if (type.is("application/wasm")) return "wasm";
        if (type.is("application/manifest+json")) return "manifest";
        if (essence.startsWith("image/")) return "image";
        if (essence.startsWith("font/") || essence.contains("font-") || essence.endsWith("fontobject")) return "font";
        if (essence.startsWith("audio/") || essence.startsWith("video/")) return "media";
        if (essence.endsWith("mpegurl") || essence.endsWith("dash+xml")) return "media";   // playlists of audio and video
        boolean call = type.isJson() || type.isXml() || essence.startsWith("application/grpc") || essence.contains("protobuf")
            || type.is("application/x-www-form-urlencoded") || type.is("application/graphql");
        return call ? "fetch" : OTHER;
    }
}
