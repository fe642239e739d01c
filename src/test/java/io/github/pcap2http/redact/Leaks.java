package io.github.pcap2http.redact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for pieces of a secret in a text and in whatever is left of that when encodings are taken off. Made apart from what it tests, and slow. */
final class Leaks {
    private static final int TELLING = 6;   // characters of a secret that nothing has by chance
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}");
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}[: ]?){6,}");

    private Leaks() { }

    /** @return what is around a piece of {@code secret}; empty where there is none */
    static String of(String output, String secret) {
        return in(decoded(output), secret);
    }

    /** @param decoded from {@link #decoded} */
    static String in(String decoded, String secret) {
        for (int i = 0; i + TELLING <= secret.length(); i++) {
            String piece = secret.substring(i, i + TELLING);
            int at = decoded.indexOf(piece);
            if (at >= 0) return piece + " of " + secret + " in " + decoded.substring(Math.max(0, at - 200), Math.min(decoded.length(), at + 100));
        }
        return "";
    }

    /** @return {@code output} with one encoding after the other taken off, one behind the other */
    static String decoded(String output) {
        StringBuilder seen = new StringBuilder();
        String text = new String(output.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        for (int depth = 0; depth < 4; depth++) {
            seen.append(text).append('\n');
            StringBuilder inside = new StringBuilder();
            Matcher base64 = BASE64.matcher(text);
            while (base64.find()) {
                String run = base64.group().replace('-', '+').replace('_', '/');
                for (int from = 0; from < 4; from++) {
                    String part = run.substring(from, from + (run.length() - from) / 4 * 4);
                    inside.append('|').append(new String(Base64.getDecoder().decode(part), StandardCharsets.ISO_8859_1));
                }
            }
            Matcher hex = HEX.matcher(text);
            while (hex.find()) inside.append('|').append(new String(HexFormat.of().parseHex(hex.group().replaceAll("[: ]", "")), StandardCharsets.ISO_8859_1));
            seen.append(inside).append('\n');
            String plain = plain(text);
            if (plain.equals(text)) break;
            text = plain;
        }
        return seen.toString();
    }

    private static String plain(String text) {
        String out = text.replaceAll("=\\r?\\n", "").replace("\\/", "/").replace("\\\"", "\"").replace("\\\\", "\\").replaceAll("&amp;", "&");
        out = replaced(out, "%u00([0-9a-fA-F]{2})", 16);
        out = replaced(out, "%([0-9a-fA-F]{2})", 16);
        out = replaced(out, "\\\\u00([0-9a-fA-F]{2})", 16);
        out = replaced(out, "\\\\u\\{0*([0-9a-fA-F]{2})\\}", 16);
        out = replaced(out, "\\\\x([0-9a-fA-F]{2})", 16);
        out = replaced(out, "\\\\([0-3][0-7]{2})", 8);
        out = replaced(out, "&#0*([0-9]{2,3})(?:;|(?=&))", 10);
        out = replaced(out, "&#[xX]0*([0-9a-fA-F]{2});", 16);
        Matcher overlong = Pattern.compile("[\u00c0\u00c1]([\u0080-\u00bf])").matcher(out);
        return overlong.replaceAll(m -> Matcher.quoteReplacement(String.valueOf((char) ((m.group().charAt(0) & 1) << 6 | m.group(1).charAt(0) & 0x3f))));
    }

    private static String replaced(String text, String pattern, int radix) {
        return Pattern.compile(pattern).matcher(text).replaceAll(m -> Matcher.quoteReplacement(String.valueOf((char) (Integer.parseInt(m.group(1), radix) & 0xff))));
    }
}
