package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import java.util.Locale;

/**
 * What a browser would have called the resource: DevTools files entries under it, and takes a JSON call for a script when it is not
 * told. The browser's own words count first (Sec-Fetch-Dest), then what it asked for (Accept), then what it got.
 */
final class ResourceType {
    private static final String OTHER = "other";

    private ResourceType() { }

    /** @param type of the response's content */
    static String of(Exchange exchange, MediaType type) {
        Request request = exchange.request();
        Response response = exchange.response();
        if (request == null) return ofContent(type);
        Fields fields = request.fields();
        if (request.method().equals("CONNECT")) return OTHER;
        if (contains(fields, "upgrade", "websocket") && (response == null || response.status() == 101)) return "websocket";
        if (request.method().equals("OPTIONS") && fields.has("access-control-request-method")) return "preflight";
        if (type.is("text/event-stream") || contains(fields, "accept", "text/event-stream")) return "eventsource";
        String told = ofDestination(fields);
        if (told != null) return told;
        if (fields.has("ping-to") || MediaType.of(fields).is("text/ping")) return "ping";
        if (contains(fields, "x-requested-with", "xmlhttprequest")) return "xhr";
        String asked = ofAccept(fields.first("accept"));
        if (asked != null) return asked;
        String got = ofContent(type);
        boolean call = !request.method().equals("GET") && !request.method().equals("HEAD");
        return call && got.equals(OTHER) ? "fetch" : got;
    }

    private static boolean contains(Fields fields, String name, String lowerCaseWord) {
        String value = fields.first(name);
        return value != null && value.toLowerCase(Locale.ROOT).contains(lowerCaseWord);
    }

    /** Fetch Metadata Request Headers (W3C), section 2.1: the destination in the browser's words; null when it did not say. */
    private static String ofDestination(Fields fields) {
        String destination = fields.first("sec-fetch-dest");
        if (destination == null) return null;
        return switch (destination) {
            case "document", "iframe", "frame", "fencedframe" -> "document";
            case "style" -> "stylesheet";
            case "script", "worker", "sharedworker", "serviceworker", "audioworklet", "paintworklet" -> "script";
            case "audio", "video" -> "media";
            case "track" -> "texttrack";
            case "image", "font", "manifest" -> destination;
            case "report" -> "csp-violation-report";
            case "empty" -> contains(fields, "x-requested-with", "xmlhttprequest") ? "xhr"
                : MediaType.of(fields).is("text/ping") || fields.has("ping-to") ? "ping" : "fetch";
            default -> null;
        };
    }

    /** The first type that is asked for; that one may be several things leaves it open. */
    private static String ofAccept(String accept) {
        if (accept == null) return null;
        int comma = accept.indexOf(',');
        MediaType first = MediaType.of(comma < 0 ? accept : accept.substring(0, comma));
        if (first.essence().startsWith("image/")) return "image";
        if (first.isHtml()) return "document";
        if (first.is("text/css")) return "stylesheet";
        return first.isJson() ? "fetch" : null;
    }

    private static String ofContent(MediaType type) {
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
