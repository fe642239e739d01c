package io.github.pcap2http.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether what has a name is secret, by the rules, of which the last that speaks of it counts, and then by what the name says. */
final class Names {
    /** Say it in whatever name they are a part of. */
    private static final List<String> TELLING = List.of("token", "secret", "passw", "passphrase", "passcode", "session", "sessid", "apikey", "accesskey",
        "privatekey", "credential", "authorization", "codeverifier", "samlresponse", "samlrequest");
    /** Say it as a word of a name, of which several are put together as in {@code user_pwd} and {@code userPwd}. */
    private static final Set<String> WORDS = Set.of("pwd", "pass", "jwt", "otp", "pin", "csrf", "xsrf", "bearer", "sid", "sig", "signature", "auth",
        "assertion", "key", "sas");
    /** A key with such a word before it opens nothing. */
    private static final Set<String> OPEN_KEYS = Set.of("public", "primary", "foreign", "sort", "partition", "cache", "surrogate", "idempotency",
        "websocket", "object", "message", "routing");
    /** Numbers and kinds of tokens, not tokens. */
    private static final Set<String> HARMLESS_ENDS = Set.of("type", "count", "limit", "length", "size", "expires", "expiry", "ttl", "timeout", "in",
        "endpoint", "at", "duration");
    private static final Set<String> COUNTED = Set.of("max", "total", "prompt", "completion", "input", "output", "used");
    /** Fields that are called so but hold no secret, or are looked into more closely. */
    private static final Set<String> OPEN_FIELDS = Set.of("sec-websocket-key", "sec-websocket-accept", "www-authenticate", "proxy-authenticate",
        "access-control-allow-headers", "access-control-expose-headers", "access-control-request-headers", "vary", "link", "location", "referer",
        "cookie", "set-cookie", "set-cookie2", "cookie2", "trailer", "connection", "content-security-policy", "content-security-policy-report-only", "signature-input");
    private static final Set<String> SECRET_FIELDS = Set.of("authorization", "proxy-authorization", "authentication-info", "proxy-authentication-info",
        "x-auth", "x-authorization", "x-amz-security-token", "cf-access-jwt-assertion", "x-goog-iap-jwt-assertion", "x-amzn-oidc-data");
    private static final int LONGEST = 256;   // characters; what is longer is no name

    private final List<Rule> rules;
    private final Mode usual;
    private final boolean defaults;

    /** @param usual where a rule has no mode, and for what is secret without a rule. @param defaults whether anything is */
    Names(List<Rule> rules, Mode usual, boolean defaults) {
        this.rules = rules.stream().filter(rule -> rule.kind() != Rule.Kind.REGEX && !rule.pointer()).toList();
        this.usual = usual;
        this.defaults = defaults;
    }

    Mode usual() {
        return usual;
    }

    boolean defaults() {
        return defaults;
    }

    /** @return null when the whole field is no secret */
    Mode ofField(String name) {
        Mode ruled = ruled(name, Rule.Kind.HEADER, Rule.Kind.HEADER);
        if (ruled != null) return ruled == Mode.KEEP ? null : ruled;
        if (!defaults) return null;
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRET_FIELDS.contains(lower) || !OPEN_FIELDS.contains(lower) && telling(name) ? usual : null;
    }

    /** @return whether a rule says that the field is to be kept as it is */
    boolean keepsField(String name) {
        return ruled(name, Rule.Kind.HEADER, Rule.Kind.HEADER) == Mode.KEEP;
    }

    /** @return whether a rule says that the cookie is to be kept as it is */
    boolean keepsCookie(String name) {
        return ruled(name, Rule.Kind.COOKIE, Rule.Kind.COOKIE) == Mode.KEEP;
    }

    /** @return null when the cookie is no secret, which by default all are */
    Mode ofCookie(String name) {
        Mode ruled = ruled(name, Rule.Kind.COOKIE, Rule.Kind.COOKIE);
        if (ruled != null) return ruled == Mode.KEEP ? null : ruled;
        return defaults ? usual : null;
    }

    /** @param name of a parameter or a member. @param member whether it may be one of JSON. @return null when it is no secret */
    Mode ofValue(String name, boolean member) {
        if (name.isEmpty() || name.length() > LONGEST) return null;
        Mode ruled = member ? ruled(name, Rule.Kind.JSON, Rule.Kind.NAME) : ruledParameter(name);
        if (ruled != null) return ruled == Mode.KEEP ? null : ruled;
        return defaults && telling(name) ? usual : null;
    }

    private Mode ruledParameter(String name) {
        Mode ruled = ruled(name, Rule.Kind.QUERY, Rule.Kind.FORM);
        return ruled != null ? ruled : ruled(name, Rule.Kind.NAME, Rule.Kind.NAME);
    }

    private Mode ruled(String name, Rule.Kind one, Rule.Kind other) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if ((rule.kind() == one || rule.kind() == other) && rule.names(name)) return rule.mode() == null ? usual : rule.mode();
        }
        return null;
    }

    /** @return whether the value of a cookie is secret by more than being one */
    boolean tells(String cookie) {
        return ruled(cookie, Rule.Kind.COOKIE, Rule.Kind.COOKIE) != null || telling(cookie);
    }

    static boolean telling(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < 0x80 && Character.isLetterOrDigit(c)) plain.append(Character.toLowerCase(c));
        }
        String whole = plain.toString();
        List<String> words = words(name);
        if (words.isEmpty()) return false;
        String last = words.get(words.size() - 1);
        if (words.size() > 1 && HARMLESS_ENDS.contains(last) || last.equals("tokens") && words.size() > 1 && COUNTED.contains(words.get(0))) return false;
        for (String part : TELLING) if (whole.contains(part)) return true;
        if (last.equals("cookie") || whole.equals("cookies") || whole.equals("setcookie") || whole.equals("setcookie2")) return true;
        for (int i = 0; i < words.size(); i++) {
            boolean open = words.get(i).equals("key") && (i < words.size() - 1 || i > 0 && OPEN_KEYS.contains(words.get(i - 1)));
            if (WORDS.contains(words.get(i)) && !open) return true;
        }
        return false;
    }

    private static List<String> words(String name) {
        List<String> words = new ArrayList<>(4);
        StringBuilder word = new StringBuilder();
        boolean small = false;
        for (int i = 0; i <= name.length(); i++) {
            char c = i < name.length() ? name.charAt(i) : ' ';
            boolean letter = c < 0x80 && Character.isLetterOrDigit(c);
            if (word.length() > 0 && (!letter || small && Character.isUpperCase(c))) {
                words.add(word.toString().toLowerCase(Locale.ROOT));
                word.setLength(0);
            }
            if (letter) word.append(c);
            small = letter && !Character.isUpperCase(c);
        }
        return words;
    }
}
