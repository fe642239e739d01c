package io.github.pcap2http.redact;

import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Codings;
import io.github.pcap2http.exchange.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What kind of content a body has.
 *
 * @param place what it is looked into as
 * @param json whether it may be JSON
 * @param charset that it has to be read in, to be searched; null where ASCII is ASCII in it
 * @param binary whether it is no text, so that what is secret in it is overwritten
 * @param closed why it cannot be searched; null where it can
 */
record Contents(Place place, boolean json, Charset charset, boolean binary, String closed) {
    private static final int LOOK = 4096;   // bytes at the beginning
    /** Behind a byte order mark, or what keeps it from being run as a script. */
    private static final Pattern GUARDED_JSON = Pattern.compile("(?:\ufeff|\u00ef\u00bb\u00bf)?(?:\\)\\]\\}'?,?|while\\(1\\);|for\\(;;\\);)?\\s*+[\\[{]");

    static Contents of(Body body, Fields fields) {
        if (body.coding() != null) return closed("it is still in the coding " + body.coding());
        for (String coding : fields.members("transfer-encoding")) {
            boolean undone = coding.equalsIgnoreCase("chunked") || coding.equalsIgnoreCase("identity") || Codings.compresses(coding);
            if (!undone) return closed("it is still in the coding " + coding);
        }
        String type = fields.first("content-type");
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        int end = lower.indexOf(';');
        String essence = (end < 0 ? lower : lower.substring(0, end)).strip();
        byte[] begin = begin(body);
        if (packed(begin)) return closed("it is packed");
        String coded = fields.first("grpc-encoding");
        if (essence.startsWith("application/grpc") && coded != null && !coded.equalsIgnoreCase("identity")) return closed("its messages are packed");
        Charset charset = charset(lower, begin);
        boolean binary = charset == null && binary(essence, begin);
        Place place = place(essence);
        boolean json = essence.contains("json") || place == Place.TEXT && looksJson(begin, charset);
        return new Contents(place, json, charset, binary, null);
    }

    private static Contents closed(String why) {
        return new Contents(Place.TEXT, false, null, false, why);
    }

    private static byte[] begin(Body body) {
        try {
            return body.kept().stream().readNBytes(LOOK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Place place(String essence) {
        if (essence.equals("application/x-www-form-urlencoded")) return Place.FORM;
        if (essence.startsWith("multipart/")) return Place.PARTS;
        if (essence.endsWith("javascript") || essence.endsWith("ecmascript") || essence.equals("text/css")) return Place.SCRIPT;
        return Place.TEXT;
    }

    /** gzip, zstd, bzip2, xz, lz4, zip: secrets in them cannot be seen. */
    private static boolean packed(byte... begin) {
        return begins(begin, 0x1f, 0x8b) || begins(begin, 0x28, 0xb5, 0x2f, 0xfd) || begins(begin, 'B', 'Z', 'h')
            || begins(begin, 0xfd, '7', 'z', 'X', 'Z') || begins(begin, 0x04, 0x22, 0x4d, 0x18) || begins(begin, 'P', 'K', 3, 4)
            || begins(begin, '7', 'z', 0xbc, 0xaf);
    }

    private static boolean begins(byte[] bytes, int... with) {
        if (bytes.length < with.length) return false;
        for (int i = 0; i < with.length; i++) if ((bytes[i] & 0xff) != with[i]) return false;
        return true;
    }

    /** A form in parts may have binary parts, and is a form all the same; JSON and forms may be broken, but are some. Pictures are none just because they say so. */
    private static boolean binary(String essence, byte... begin) {
        if (essence.startsWith("multipart/") || essence.contains("json") || essence.equals("application/x-www-form-urlencoded")) return false;
        for (byte b : begin) if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b) return true;
        return false;
    }

    /** @return null where ASCII characters are single bytes, of which this is one each */
    private static Charset charset(String type, byte... begin) {
        if (begins(begin, 0xff, 0xfe)) return StandardCharsets.UTF_16LE;
        if (begins(begin, 0xfe, 0xff)) return StandardCharsets.UTF_16BE;
        Charset declared = declared(type);
        if (declared != null && !asciiIsAscii(declared)) return declared.equals(StandardCharsets.UTF_16) ? unmarked(begin) : declared;
        boolean wide = begin.length >= 8 && begin[0] != 0 != (begin[1] != 0) && begin[2] != 0 != (begin[3] != 0) && begin[4] != 0 != (begin[5] != 0);
        return wide && (begin[0] == 0) == (begin[2] == 0) && (begin[2] == 0) == (begin[4] == 0) ? unmarked(begin) : null;
    }

    private static Charset unmarked(byte... begin) {
        return begin.length > 1 && begin[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }

    private static Charset declared(String type) {
        int at = type.indexOf("charset=");
        if (at < 0) return null;
        String label = type.substring(at + 8).replaceFirst(";.*", "").replace("\"", "").strip();
        try {
            return Charset.forName(label);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean asciiIsAscii(Charset charset) {
        String letters = "{\"az\":[09],=&}";
        return charset.canEncode() && new String(letters.getBytes(charset), StandardCharsets.ISO_8859_1).equals(letters);
    }

    private static boolean looksJson(byte[] begin, Charset charset) {
        String text = new String(begin, charset == null ? StandardCharsets.ISO_8859_1 : charset).strip();
        return GUARDED_JSON.matcher(text).lookingAt();
    }
}
