package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The name of the file for a body, such as {@code shop.test/api_cart.7-1.response.json}: host, path, id, side, ending. Whatever a URL says, it is two
 * names of ASCII letters, digits, {@code . _ -}, neither of which begins with a dot, ends in one, is too long or means a device anywhere.
 */
final class BodyName {
    private static final int MAX_HOST = 80;
    private static final int MAX_PATH = 80;
    private static final int MAX_ID = 40;
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d|conin_|conout_|clock_)(\\..*)?");
    private static final Pattern ENDING = Pattern.compile("[a-z0-9]{1,8}");

    private static final Map<String, String> ENDINGS = Map.ofEntries(
        Map.entry("text/html", "html"), Map.entry("application/xhtml+xml", "xhtml"), Map.entry("text/css", "css"), Map.entry("text/csv", "csv"),
        Map.entry("text/markdown", "md"), Map.entry("text/calendar", "ics"), Map.entry("text/event-stream", "txt"),
        Map.entry("application/x-ndjson", "ndjson"), Map.entry("application/jsonl", "jsonl"), Map.entry("application/yaml", "yaml"),
        Map.entry("application/x-www-form-urlencoded", "form"), Map.entry("application/pdf", "pdf"), Map.entry("application/zip", "zip"),
        Map.entry("application/gzip", "gz"), Map.entry("application/x-gzip", "gz"), Map.entry("application/zstd", "zst"),
        Map.entry("application/x-tar", "tar"), Map.entry("application/java-archive", "jar"), Map.entry("application/wasm", "wasm"),
        Map.entry("application/vnd.apple.mpegurl", "m3u8"), Map.entry("application/dash+xml", "mpd"),
        Map.entry("image/svg+xml", "svg"), Map.entry("image/png", "png"), Map.entry("image/jpeg", "jpg"), Map.entry("image/gif", "gif"),
        Map.entry("image/webp", "webp"), Map.entry("image/avif", "avif"), Map.entry("image/x-icon", "ico"), Map.entry("image/vnd.microsoft.icon", "ico"),
        Map.entry("font/woff", "woff"), Map.entry("font/woff2", "woff2"), Map.entry("font/ttf", "ttf"), Map.entry("font/otf", "otf"),
        Map.entry("audio/mpeg", "mp3"), Map.entry("audio/ogg", "ogg"), Map.entry("video/mp4", "mp4"), Map.entry("video/webm", "webm"),
        Map.entry("video/mp2t", "ts"));

    private BodyName() { }

    /** @param ofRequest whose body: that of the request, or that of the response. @return folder, slash, file; the same whenever it is asked for */
    static String of(Exchange exchange, boolean ofRequest) {
        String url = WireText.of(exchange.url());
        int scheme = url.indexOf("://");
        int host = scheme < 0 ? 0 : scheme + 3;
        int path = end(url, host, "/?#");
        String folder = url.substring(Math.max(host, url.lastIndexOf('@', path - 1) + 1), path).toLowerCase(Locale.ROOT);   // names of users are left out
        folder = folder.endsWith(":80") ? folder.substring(0, folder.length() - 3) : folder;
        String file = url.substring(Math.min(path + 1, url.length()), Math.max(Math.min(path + 1, url.length()), end(url, path, "?#")));
        Body body = ofRequest ? exchange.request().body() : exchange.response().body();
        Fields fields = ofRequest ? exchange.request().fields() : exchange.response().fields();
        String own = ending(file);
        String ending = ending(MediaType.of(fields), own);
        String stem = ending.equals(own) ? file.substring(0, file.length() - own.length() - 1) : file;
        String coded = body.coding() == null ? "" : "." + plain(body.coding(), MAX_ID, "coded");
        return device(plain(folder, MAX_HOST, "host")) + "/" + device(plain(stem, MAX_PATH, "index")) + "." + plain(exchange.id(), MAX_ID, "id")
            + (ofRequest ? ".request" : ".response") + (whole(exchange, body) ? "" : ".incomplete") + "." + ending + coded;
    }

    /** @return whether all bytes are at hand that were sent, and be they still coded */
    static boolean whole(Exchange exchange, Body body) {
        if (body.complete() || body.coding() == null) return body.complete();
        boolean cut = exchange.outcome() == Outcome.REQUEST_CUT || exchange.outcome() == Outcome.RESPONSE_CUT;
        return !cut && body.lost() == 0 && body.kept().length() == body.wireLength();
    }

    private static int end(String text, int from, String stops) {
        int at = from;
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) at++;
        return at;
    }

    /** @return letters, digits and {@code . _ -} of {@code text}, with {@code _} for each run of others; {@code absent} when nothing is left */
    private static String plain(String text, int most, String absent) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length() && plain.length() < most; i++) {
            char c = text.charAt(i);
            boolean kept = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' && !endsIn(plain, '.');
            if (kept) plain.append(c);
            else if (!endsIn(plain, '_')) plain.append('_');
        }
        int from = 0;
        int to = plain.length();
        while (from < to && "._-".indexOf(plain.charAt(from)) >= 0) from++;
        while (to > from && "._".indexOf(plain.charAt(to - 1)) >= 0) to--;
        return from == to ? absent : plain.substring(from, to);
    }

    private static boolean endsIn(StringBuilder text, char c) {
        return text.length() > 0 && text.charAt(text.length() - 1) == c;
    }

    private static String device(String name) {
        return DEVICE.matcher(name).matches() || name.startsWith(BodyFiles.INDEX) ? "_" + name : name;
    }

    /** @return the ending that a path has, in lower case; empty where it has none that looks like one */
    private static String ending(String path) {
        int dot = path.lastIndexOf('.');
        if (dot <= path.lastIndexOf('/') + 1) return "";
        String ending = path.substring(dot + 1);
        return ENDING.matcher(ending).matches() ? ending : "";
    }

    /** The type decides; of types that say nothing, the path's ending does. */
    private static String ending(MediaType type, String ofPath) {
        String known = ENDINGS.get(type.essence());
        if (known != null) return ofPath.equals("jpeg") && known.equals("jpg") || ofPath.equals("htm") && known.equals("html") ? ofPath : known;
        if (type.isJson()) return "json";
        if (type.isScript()) return ofPath.equals("mjs") ? ofPath : "js";
        if (type.isXml()) return "xml";
        if (type.essence().startsWith("multipart/")) return "multipart";
        if (!ofPath.isEmpty()) return ofPath;
        return type.essence().startsWith("text/") ? "txt" : "bin";
    }
}
