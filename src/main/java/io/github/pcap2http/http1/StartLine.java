package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.BigEndian;
import io.github.pcap2http.bytes.Bytes;
import java.util.Set;

/** Start lines (RFC 9112, sections 3 and 4), read as leniently as browsers do, and the question whether a message starts here. */
final class StartLine {
    /** Whether bytes begin a message. */
    enum Look {
        NO, MAYBE, YES,
        /** Yes, and its head is one line (a request of HTTP/0.9). */
        LINE,
        /** Yes, and it has no head (a response of HTTP/0.9). */
        HEADLESS
    }

    /** What a start line says. */
    sealed interface Line { }

    /** @param version as sent, such as {@code HTTP/1.1}; {@code HTTP/0.9} where the line had none; @param odd breaks the grammar */
    record RequestLine(String method, String target, String version, boolean odd) implements Line { }

    /** @param odd breaks the grammar */
    record StatusLine(String version, int status, String reason, boolean odd) implements Line { }

    /** A start line longer than this is none, so that a search through other bytes stays cheap. */
    static final int MAX_LENGTH = 256 << 10;

    /** Methods of RFC 9110, WebDAV and caches: known well enough to believe a request line of which not all is there. */
    private static final Set<String> COMMON_METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE",
        "PURGE", "QUERY", "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "SEARCH", "BAN");
    static final int MAX_METHOD = 64;
    private static final int MAX_SEARCHED_BLANKS = 64;

    private static final int HTTP = Bytes.latin1("http").int32(0);
    static final int VERSION_LENGTH = 8;
    private static final long HTTP_1_1 = Bytes.latin1("HTTP/1.1").int64(0);
    private static final long HTTP_1_0 = Bytes.latin1("HTTP/1.0").int64(0);

    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char c = 0; c < TOKEN.length; c++) {
            TOKEN[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
    }

    private StartLine() { }

    /**
     * Does a request start here? Yes when the first line is {@code token SP target SP HTTP/1.x}.
     *
     * @param bytes at least one
     * @param expected whether a request must start here if HTTP is spoken at all: then any {@code token SP text} is one, of HTTP/0.9
     */
    static Look lookForRequest(Bytes bytes, boolean expected) {
        int method = 0;
        while (method < bytes.length() && method <= MAX_METHOD && isTokenChar(bytes.at(method))) method++;
        if (method > MAX_METHOD) return Look.NO;
        if (method == bytes.length()) return Look.MAYBE;
        if (method == 0 || !isBlank(bytes.at(method))) return Look.NO;
        int lineEnd = bytes.indexOf('\n', method);
        if (lineEnd > 0) {
            Bytes text = line(bytes, lineEnd);
            int version = text.length() - VERSION_LENGTH;
            if (version > method && text.at(version - 1) == ' ' && version(text.array(), text.offset() + version) != null) return Look.YES;
            RequestLine line = request(text);
            if (line == null || !line.version().equals("HTTP/0.9")) return line == null ? Look.NO : Look.YES;
            return expected || !line.odd() ? Look.LINE : Look.NO;
        }
        boolean printable = true;
        for (int i = method; i < bytes.length() && printable; i++) printable = isText(bytes.at(i)) || i == bytes.length() - 1 && bytes.at(i) == '\r';
        return printable && bytes.length() < MAX_LENGTH ? Look.MAYBE : Look.NO;
    }

    /**
     * Does a response start here? Yes when it begins with {@code HTTP/1.x}, blanks and a digit; case and blanks before it are let pass.
     *
     * @param expected whether nothing but a response can be here: then {@code HTTP} is enough, as it is for browsers
     */
    static Look lookForResponse(Bytes bytes, boolean expected) {
        if (expected && beginsWithHttp(bytes)) return Look.YES;
        int i = 0;
        while (i < bytes.length() && isBlank(bytes.at(i))) i++;
        if (i > MAX_SEARCHED_BLANKS) return Look.NO;
        String name = "HTTP/";
        for (int k = 0; k < name.length(); k++, i++) {
            if (i == bytes.length()) return Look.MAYBE;
            if (Character.toUpperCase(bytes.at(i)) != name.charAt(k)) return Look.NO;
        }
        int digits = i;
        while (i < bytes.length() && (isDigit(bytes.at(i)) || bytes.at(i) == '.')) i++;
        if (i - digits > 8) return Look.NO;
        if (i == bytes.length()) return Look.MAYBE;
        if (i == digits || !isBlank(bytes.at(i))) return Look.NO;
        while (i < bytes.length() && isBlank(bytes.at(i))) i++;
        if (i == bytes.length()) return i - digits < MAX_SEARCHED_BLANKS ? Look.MAYBE : Look.NO;
        return isDigit(bytes.at(i)) ? Look.YES : Look.NO;
    }

    /** Whatever its case. */
    private static boolean beginsWithHttp(Bytes bytes) {
        return bytes.length() >= 4 && (bytes.int32(0) | 0x20202020) == HTTP;
    }

    /** @param line without its end; @return null when it is no request line of HTTP/1 or 0.9 */
    static RequestLine request(Bytes line) {
        String text = line.latin1();
        int end = text.length();
        while (end > 0 && isBlank((byte) text.charAt(end - 1))) end--;
        int method = 0;
        while (method < end && isTokenChar((byte) text.charAt(method))) method++;
        if (method == 0 || method > MAX_METHOD || method == end || !isBlank((byte) text.charAt(method))) return null;
        int last = end - 1;
        while (last > method && !isBlank((byte) text.charAt(last))) last--;
        String version = text.substring(last + 1, end);
        if (!isVersion(version)) return simpleRequest(text, method, end);
        int target = method + 1;
        while (target < last && isBlank((byte) text.charAt(target))) target++;
        String middle = target >= last ? "" : text.substring(target, last).stripTrailing();
        boolean odd = end != text.length() || target != method + 1 || middle.isEmpty() || last != target + middle.length()
            || middle.indexOf(' ') >= 0 || middle.indexOf('\t') >= 0 || !version.startsWith("HTTP/1.");
        return new RequestLine(text.substring(0, method), middle, version, odd);
    }

    /** @return the version of HTTP/1 that the eight bytes from {@code at} are; null when they are none */
    static String version(byte[] array, int at) {
        long word = BigEndian.int64(array, at);
        if (word == HTTP_1_1) return "HTTP/1.1";
        return word == HTTP_1_0 ? "HTTP/1.0" : null;
    }

    static boolean isCommonMethod(String method) {
        return COMMON_METHODS.contains(method);
    }

    /** @return whether the line of this request begins with a well-known method: behind a hole any other may be half a word */
    static boolean beginsWithCommonMethod(Bytes bytes) {
        int blank = bytes.indexOf(' ', 0);
        return blank > 0 && isCommonMethod(bytes.latin1(0, blank));
    }

    /**
     * @param line the first part of one
     * @return whether what is there can be little else than a request line: a well-known method, then what targets begin with, and
     *     no other words than a version or a part of one
     */
    static boolean isPartOfRequest(Bytes line) {
        if (!beginsWithCommonMethod(line)) return false;
        String text = line.latin1().stripTrailing();
        int target = text.indexOf(' ') + 1;
        boolean plausible = target > 0 && (text.startsWith("/", target) || text.startsWith("http", target) || text.startsWith("CONNECT "));
        int last = text.lastIndexOf(' ') + 1;
        return plausible && (last == target || "HTTP/1.1".startsWith(text.substring(last)) || "HTTP/1.0".startsWith(text.substring(last)));
    }

    /** HTTP/0.9: a method and a target. What else is in the line makes it odd. */
    private static RequestLine simpleRequest(String text, int method, int end) {
        String[] words = text.substring(method, end).strip().split("[ \t]+");
        boolean odd = words.length > 1 || !text.startsWith("GET /");
        return words[0].isEmpty() ? null : new RequestLine(text.substring(0, method), words[0], "HTTP/0.9", odd);
    }

    /** @param line without its end, found by {@link #lookForResponse}; without a number browsers take 200 */
    static StatusLine status(Bytes line) {
        String text = line.latin1();
        boolean control = hasControl(text);
        String stripped = (control ? text.replaceAll("[\\x00-\\x1f]", " ") : text).strip();
        int name = 0;
        while (name < stripped.length() && !isBlank((byte) stripped.charAt(name))) name++;
        int code = name;
        while (code < stripped.length() && isBlank((byte) stripped.charAt(code))) code++;
        int after = code;
        while (after < stripped.length() && isDigit((byte) stripped.charAt(after))) after++;
        int digits = Math.min(after, code + 4);
        int status = digits == code ? 200 : Integer.parseInt(stripped.substring(code, digits));
        String version = stripped.substring(0, name);
        String reason = stripped.substring(after).strip();
        boolean odd = control || !version.startsWith("HTTP/1.") || version.length() != 8 || text.charAt(0) != 'H' || code != name + 1 || after != code + 3
            || after < stripped.length() && stripped.charAt(after) != ' ';
        return new StatusLine(version, status, reason, odd);
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' && text.charAt(i) != '\t') return true;
        }
        return false;
    }

    /** @return the bytes before {@code lineFeed}, without a CR there */
    private static Bytes line(Bytes bytes, int lineFeed) {
        return bytes.slice(0, lineFeed > 0 && bytes.at(lineFeed - 1) == '\r' ? lineFeed - 1 : lineFeed);
    }

    private static boolean isVersion(String word) {
        return word.length() == 8 && word.startsWith("HTTP/") && isDigit((byte) word.charAt(5)) && word.charAt(6) == '.'
            && isDigit((byte) word.charAt(7)) && word.charAt(5) != '2' && word.charAt(5) != '3';
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isText(byte b) {
        return b < 0 || b >= ' ' && b != 0x7f || b == '\t';
    }

    /** RFC 9110, section 5.6.2. */
    static boolean isTokenChar(byte b) {
        return b >= 0 && TOKEN[b];
    }
}
