package io.github.pcap2http.redact;

import io.github.pcap2http.exchange.Field;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds what is secret in the parts of a message: in any text by names and looks, at each level of encoding, and in fields by what they mean. */
final class Finder {
    private static final Set<String> URL_FIELDS = Set.of("location", "referer", "content-location", "origin", "destination", "x-original-url",
        "x-rewrite-url", "x-forwarded-uri", "x-original-uri", ":path");
    /** Parts of credentials that are no secret but stand elsewhere in the exchange, such as its path. */
    private static final Set<String> OPEN_PARAMETERS = Set.of("uri", "realm", "algorithm", "qop", "nc", "nonce", "opaque", "domain", "charset", "userhash",
        "signedheaders", "version", "stale", "headers", "created");

    private static final Set<String> COOKIE_FIELDS = Set.of("cookie", "cookie2", "set-cookie", "set-cookie2");
    private static final int LONGEST_SCHEME = 32;   // characters

    private final Names names;
    private final Looks looks;
    private final Pairs pairs;

    Finder(Names names, Looks looks) {
        this.names = names;
        this.looks = looks;
        this.pairs = new Pairs(names);
    }

    /** @param levels of the text, {@link Level#all all} there are */
    void text(Iterable<Level> levels, Place place, Hits hits) {
        for (Level level : levels) {
            boolean decoded = level.depth() > 0 && place != Place.SCRIPT && place != Place.FIELD;
            pairs.find(level, decoded ? Place.TEXT : place, hits);
            looks.find(level, hits);
        }
    }

    /** Finds only what looks like a secret. */
    void looks(String text, Hits hits) {
        for (Level level : Level.of(text).all()) looks.find(level, hits);
    }

    /** Finds in the value of a field. @param levels of that */
    void field(Field field, Iterable<Level> levels, Hits hits) {
        if (names.keepsField(field.name())) return;
        String value = field.value();
        String name = field.name().toLowerCase(Locale.ROOT);
        Mode mode = names.ofField(field.name());
        boolean cookies = COOKIE_FIELDS.contains(name);
        if (mode != null && !(cookies && mode == names.usual())) {
            whole(field, mode, hits);
        } else if (cookies) {
            cookies(value, name.startsWith("set"), hits);
        }
        if (names.defaults() && name.endsWith("-authenticate")) challenge(value, hits);
        String searched = cookies ? withoutKept(value, name.startsWith("set")) : value;
        text(searched.equals(value) ? levels : Level.of(searched).all(), URL_FIELDS.contains(name) ? Place.URL : Place.FIELD, hits);
    }

    /** @param set whether what follows the first are attributes. @return with blanks for the cookies that a rule keeps, so that each byte has its place */
    private String withoutKept(String value, boolean set) {
        StringBuilder rest = null;
        int end;
        for (int from = 0; from < value.length() && !(set && from > 0); from = end + 1) {
            end = value.indexOf(';', from);
            if (end < 0) end = value.length();
            int equals = value.indexOf('=', from);
            if (equals < 0 || equals >= end || !names.keepsCookie(value.substring(from, equals).strip())) continue;
            if (rest == null) rest = new StringBuilder(value);
            for (int i = from; i < end; i++) rest.setCharAt(i, ' ');
        }
        return rest == null ? value : rest.toString();
    }

    /** The scheme of credentials stays. */
    private static void whole(Field field, Mode mode, Hits hits) {
        String value = field.value();
        if (mode == Mode.DROP) hits.dropWhole();
        int end = wordEnd(value);
        int begin = end;
        while (begin < value.length() && blank(value.charAt(begin))) begin++;
        boolean scheme = end > 0 && end < begin && end < LONGEST_SCHEME && begin < value.length() && value.substring(0, end).matches("[A-Za-z][A-Za-z0-9-]*");
        boolean stays = scheme && field.name().toLowerCase(Locale.ROOT).contains("authorization");
        hits.add(Level.of(value), stays ? begin : 0, value.length(), mode);
        String credentials = scheme ? value.substring(begin).strip() : value;
        hits.secret(credentials, mode);
        if (scheme && value.substring(0, end).equalsIgnoreCase("basic")) basic(credentials, mode, hits);
        for (String member : credentials.split("[,;\\s]")) {
            int equals = member.indexOf('=');
            if (equals > 0 && OPEN_PARAMETERS.contains(member.substring(0, equals).toLowerCase(Locale.ROOT))) continue;
            String bare = member.replaceAll("^[^=\\s]*=\\s*\"?|\"$", "");
            hits.perhapsSecret(bare.isEmpty() ? member : bare, mode);
        }
    }

    private static int wordEnd(String value) {
        int end = 0;
        while (end < value.length() && !blank(value.charAt(end))) end++;
        return end;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** RFC 7617. */
    private static void basic(String credentials, Mode mode, Hits hits) {
        try {
            String plain = credentials.replaceAll("[=\\s]", "").replace('-', '+').replace('_', '/');
            String pair = new String(Base64.getDecoder().decode(plain), StandardCharsets.ISO_8859_1);
            int colon = pair.indexOf(':');
            hits.secret(pair, mode);
            hits.perhapsSecret(pair.substring(0, Math.max(colon, 0)), mode);
            hits.secret(pair.substring(colon + 1), mode);
        } catch (IllegalArgumentException e) {
            // then they are what they are
        }
    }

    /** @param set whether what follows the first are attributes */
    private void cookies(String value, boolean set, Hits hits) {
        Level level = Level.of(value);
        boolean all = true;
        int end;
        for (int from = 0; from < value.length(); from = end + 1) {
            end = value.indexOf(';', from);
            if (end < 0) end = value.length();
            int equals = value.indexOf('=', from);
            boolean named = equals >= 0 && equals < end;
            String name = named ? value.substring(from, equals).strip() : "";
            Mode mode = names.ofCookie(name);
            all &= mode == Mode.DROP;
            int begin = named ? equals + 1 : from;
            while (begin < end && blank(value.charAt(begin))) begin++;
            if (mode != null) cookie(level, from, begin, end, mode, names.tells(name), hits);
            if (set) break;
        }
        if (all) hits.dropWhole();
    }

    /** @param told whether its name, too, says that it is secret */
    private static void cookie(Level level, int from, int begin, int end, Mode mode, boolean told, Hits hits) {
        String value = level.text();
        int to = end;
        while (to > begin && (value.charAt(to - 1) == ' ' || value.charAt(to - 1) == '\t')) to--;
        boolean quoted = to - begin > 1 && value.charAt(begin) == '"' && value.charAt(to - 1) == '"';
        if (told) hits.add(level, quoted ? begin + 1 : begin, quoted ? to - 1 : to, mode);
        else hits.addUnnamed(level, quoted ? begin + 1 : begin, quoted ? to - 1 : to, mode);
        if (mode == Mode.DROP) hits.put(from, Math.min(end + 1, value.length()), "");
    }

    /** Challenges are no secret, but those of NTLM and Negotiate tell of the host, and answers to them are in it. */
    private void challenge(String value, Hits hits) {
        for (String scheme : List.of("ntlm ", "negotiate ")) {
            if (value.toLowerCase(Locale.ROOT).startsWith(scheme)) hits.add(Level.of(value), scheme.length(), value.length(), names.usual());
        }
    }
}
