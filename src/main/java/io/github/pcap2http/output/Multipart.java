package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parts of a {@code multipart/form-data} body (RFC 7578), read leniently: bare LF passes, and so does a missing last boundary. */
final class Multipart {
    private static final int MAX_PARTS = 10_000;

    /**
     * One part.
     *
     * @param name of the form's field; empty when there was none
     * @param fileName null when there was none
     * @param contentType as sent; null when there was none
     * @param content a view of the body
     */
    record Part(String name, String fileName, String contentType, Bytes content) { }

    private Multipart() { }

    /** @return the parts in order; empty when the body has none or {@code boundary} is null */
    static List<Part> parts(Bytes body, String boundary) {
        List<Part> parts = new ArrayList<>();
        if (boundary == null || boundary.isEmpty()) return parts;
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        int from = -1;   // where the part begins that we are in
        int line = 0;
        while (line < body.length() && parts.size() < MAX_PARTS) {
            int lineFeed = body.indexOf('\n', line);
            int next = lineFeed < 0 ? body.length() : lineFeed + 1;
            if (isAt(body, line, delimiter)) {
                String behind = body.latin1(line + delimiter.length, next).stripTrailing();
                boolean last = behind.startsWith("--");
                if (last || behind.isEmpty()) {
                    if (from >= 0) parts.add(part(body.slice(from, beforeLineEnd(body, from, line))));
                    if (last) return parts;
                    from = next;
                }
            }
            line = next;
        }
        if (from >= 0 && from < body.length()) parts.add(part(body.from(from)));
        return parts;
    }

    private static boolean isAt(Bytes body, int at, byte[] wanted) {
        if (body.length() - at < wanted.length || body.at(at) != '-') return false;
        return body.slice(at, at + wanted.length).equals(Bytes.of(wanted));
    }

    /** The line end before a delimiter belongs to the delimiter. */
    private static int beforeLineEnd(Bytes body, int from, int line) {
        int end = line;
        if (end > from && body.at(end - 1) == '\n') end--;
        if (end > from && body.at(end - 1) == '\r') end--;
        return end;
    }

    private static Part part(Bytes part) {
        String name = "";
        String fileName = null;
        String contentType = null;
        int at = 0;
        while (at < part.length()) {
            int lineFeed = part.indexOf('\n', at);
            int end = lineFeed < 0 ? part.length() : lineFeed;
            String line = part.latin1(at, end).stripTrailing();
            at = Math.min(end + 1, part.length());
            if (line.isEmpty()) break;
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-type:")) contentType = WireText.of(line.substring(13).strip());
            if (!lower.startsWith("content-disposition:")) continue;
            MediaType disposition = MediaType.of(line.substring(20));
            name = WireText.of(disposition.parameters().getOrDefault("name", ""));
            fileName = disposition.parameter("filename") == null ? null : WireText.of(disposition.parameter("filename"));
        }
        return new Part(name, fileName, contentType, part.from(at));
    }
}
