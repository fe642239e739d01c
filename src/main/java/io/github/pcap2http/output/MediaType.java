package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Fields;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A media type (RFC 9110, section 8.3.1), read leniently; also the value and parameters of Content-Disposition, which look alike.
 *
 * @param essence {@code type/subtype} in lower case; empty when there was none
 * @param parameters by lower-case name, quotes taken off; of repeated ones the first
 * @param isBinary whether content of this type is no text even where its bytes happen to look like it
 */
record MediaType(String essence, Map<String, String> parameters, boolean isBinary) {
    static final MediaType NONE = new MediaType("", Map.of(), false);

    private static final Set<String> BINARY_APPLICATIONS = Set.of("octet-stream", "pdf", "zip", "gzip", "x-gzip", "zstd", "wasm",
        "x-protobuf", "protobuf", "vnd.google.protobuf", "cbor", "msgpack", "x-msgpack", "java-archive", "x-tar", "x-7z-compressed",
        "vnd.ms-fontobject", "x-shockwave-flash", "ocsp-request", "ocsp-response", "pkix-crl", "pkix-cert", "x-bzip2", "x-xz");

    static MediaType of(Fields fields) {
        String value = fields.first("content-type");
        return value == null ? NONE : of(value);
    }

    static MediaType of(String value) {
        int end = value.indexOf(';');
        String essence = (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        if (end < 0) return new MediaType(essence, Map.of(), isBinary(essence));
        Map<String, String> parameters = new LinkedHashMap<>(4);
        int at = end;
        while (at < value.length()) at = parameter(value, at + 1, parameters);
        return new MediaType(essence, parameters, isBinary(essence));
    }

    /** @return where the semicolon behind the parameter is, or the end */
    private static int parameter(String value, int from, Map<String, String> parameters) {
        int at = from;
        while (at < value.length() && value.charAt(at) != '=' && value.charAt(at) != ';') at++;
        if (at >= value.length() || value.charAt(at) == ';') return at;
        String name = value.substring(from, at).strip().toLowerCase(Locale.ROOT);
        at++;
        while (at < value.length() && (value.charAt(at) == ' ' || value.charAt(at) == '\t')) at++;
        StringBuilder text = new StringBuilder();
        boolean quoted = at < value.length() && value.charAt(at) == '"';
        if (quoted) at = unquoted(value, at + 1, text);
        int rest = at;
        while (at < value.length() && value.charAt(at) != ';') at++;
        if (!quoted) text.append(value.substring(rest, at).strip());
        if (!name.isEmpty()) parameters.putIfAbsent(name, text.toString());
        return at;
    }

    /** A backslash escapes a quote or a backslash only: browsers send file names with paths of Windows in them unescaped. */
    private static int unquoted(String value, int from, StringBuilder text) {
        int at = from;
        while (at < value.length() && value.charAt(at) != '"') {
            boolean escape = value.charAt(at) == '\\' && at + 1 < value.length() && "\"\\".indexOf(value.charAt(at + 1)) >= 0;
            if (escape) at++;
            text.append(value.charAt(at++));
        }
        return Math.min(at + 1, value.length());
    }

    /** @return the value of a parameter, or null */
    String parameter(String name) {
        return parameters.get(name);
    }

    boolean is(String type) {
        return essence.equals(type);
    }

    private static boolean hasSubtype(String essence, String subtype) {
        int before = essence.length() - subtype.length() - 1;
        return before >= 0 && (essence.charAt(before) == '/' || essence.charAt(before) == '+') && essence.endsWith(subtype);
    }

    boolean isJson() {
        return hasSubtype(essence, "json") || essence.endsWith("/x-ndjson") || essence.endsWith("/jsonl") || essence.endsWith("/x-json");
    }

    boolean isXml() {
        return hasSubtype(essence, "xml");
    }

    boolean isHtml() {
        return is("text/html") || is("application/xhtml+xml");
    }

    boolean isScript() {
        return essence.endsWith("/javascript") || essence.endsWith("/x-javascript") || essence.endsWith("/ecmascript");
    }

    private static boolean isBinary(String essence) {
        int slash = essence.indexOf('/');
        if (slash < 0) return false;
        return switch (essence.substring(0, slash)) {
            case "image", "audio", "video", "font" -> !hasSubtype(essence, "xml") && !essence.endsWith("mpegurl");
            case "application" -> isBinaryApplication(essence.substring(slash + 1));
            default -> false;
        };
    }

    private static boolean isBinaryApplication(String subtype) {
        return BINARY_APPLICATIONS.contains(subtype) || subtype.startsWith("grpc") && !subtype.startsWith("grpc-web-text")
            || subtype.startsWith("font-") || subtype.startsWith("x-font-") || subtype.endsWith("+zip") || subtype.endsWith("+cbor")
            || subtype.endsWith("+protobuf") || subtype.endsWith("+gzip");
    }
}
