package io.github.pcap2http.output;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The {@code mimeType} of a content in an entry: what Content-Type says, but for what browsers would not understand. */
final class MimeType {
    /** Charsets that browsers know (WHATWG Encoding, section 4.2), by the names that Java gives them, but UTF-8. Seldom asked for. */
    private static final class Known {
        static final Pattern TO_BROWSERS = Pattern.compile("UTF-16(BE|LE)?|US-ASCII|ISO-8859-\\d+|windows-(125\\d|874|31j)|KOI8-[RU]|"
            + "GBK|GB18030|GB2312|Big5|EUC-(JP|KR)|Shift_JIS|ISO-2022-JP|IBM866|x-MacCyrillic|x-windows-874");
    }

    private static final int MIME_TYPE = Literal.of(",'mimeType':");
    private static final int UNKNOWN = Literal.of(",'mimeType':'x-unknown'");

    private MimeType() { }

    /**
     * Renders the member, a comma before it. Chrome knows event streams by their bare name only, and shows no base64 in a charset that it does not
     * know.
     *
     * @param contentType value of that field; null when there is none; @param type the same, taken apart; @param text whether the content is
     */
    static void write(String contentType, MediaType type, boolean text, JsonBuffer json) {
        if (contentType == null || contentType.isBlank()) {
            json.put(UNKNOWN);
            return;
        }
        String label = type.parameter("charset");
        boolean bare = type.is("text/event-stream") || !text && label != null && !browsersKnow(label.strip());
        json.put(MIME_TYPE);
        if (bare) json.text(type.essence());
        else json.wire(contentType);
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
