package io.github.pcap2http.redact;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Says what is secret, or is not.
 *
 * @param kind where it stands
 * @param text a name, in which {@code *} stands for any characters and case does not count; of {@link Kind#JSON} also a JSON pointer (RFC 6901),
 *     in which {@code *} stands for any member or element; of {@link Kind#REGEX} an expression as Java has it, whose first group, if it has one, is
 *     the secret
 * @param mode null: that of the whole redaction
 */
public record Rule(Kind kind, String text, Mode mode) {
    /** Where a secret stands. */
    public enum Kind {
        /** A header or trailer field. */
        HEADER,
        /** A cookie, whoever sends it. */
        COOKIE,
        /** A parameter of a URL, wherever that stands. */
        QUERY,
        /** A field of a form, url-encoded or in parts. */
        FORM,
        /** A member of JSON or an element of XML. */
        JSON,
        /** What is called so as a parameter, a field of a form or a member. */
        NAME,
        /** What looks so, wherever it stands. */
        REGEX;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException when the text cannot be what the kind needs; the message says why, for users */
    public Rule {
        Objects.requireNonNull(kind);
        if (text.isEmpty()) throw new IllegalArgumentException("there is nothing behind '" + kind.word() + ":'");
        boolean pointer = kind == Kind.JSON && text.startsWith("/");
        if (pointer && mode == Mode.KEEP) throw new IllegalArgumentException("what is kept is told by its name, not by a pointer");
        if (kind == Kind.REGEX) {
            if (mode == Mode.KEEP) throw new IllegalArgumentException("what is kept is told by its name, not by an expression");
            try {
                Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("not a regular expression: " + e.getDescription() + " at " + (e.getIndex() + 1), e);
            }
        }
    }

    /**
     * @param rule {@code [MODE:]KIND:TEXT}, such as {@code header:X-Api-Key}, {@code drop:query:sig}, {@code json:/user/email}, {@code keep:cookie:lang},
     *     {@code regex:[0-9]{16}}
     * @throws IllegalArgumentException when it is none; the message says why, for users
     */
    public static Rule parse(String rule) {
        int colon = rule.indexOf(':');
        String first = colon < 0 ? rule : rule.substring(0, colon);
        Mode mode = Mode.ofName(first.toLowerCase(Locale.ROOT));
        if (mode != null) {
            String rest = rule.substring(Math.min(colon < 0 ? rule.length() : colon + 1, rule.length()));
            Rule plain = parse(rest);
            if (plain.mode != null) throw new IllegalArgumentException("it has two modes");
            return new Rule(plain.kind, plain.text, mode);
        }
        for (Kind kind : Kind.values()) {
            if (colon > 0 && kind.word().equalsIgnoreCase(first)) return new Rule(kind, rule.substring(colon + 1), null);
        }
        throw new IllegalArgumentException("it begins with none of header:, cookie:, query:, form:, json:, name: and regex:");
    }

    /** @return whether this is a JSON pointer, and not a name */
    boolean pointer() {
        return kind == Kind.JSON && text.startsWith("/");
    }

    /** @return whether this speaks of what is called {@code name} */
    boolean names(String name) {
        return kind != Kind.REGEX && !pointer() && glob(text, name);
    }

    /** Goes back to the last star only, so it takes the product of the lengths at most. */
    private static boolean glob(String glob, String name) {
        int g = 0;
        int n = 0;
        int star = -1;
        int tried = 0;
        while (n < name.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                tried = n;
            } else if (g < glob.length() && lower(glob.charAt(g)) == lower(name.charAt(n))) {
                g++;
                n++;
            } else {
                if (star < 0) return false;
                g = star + 1;
                n = ++tried;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') g++;
        return g == glob.length();
    }

    private static char lower(char c) {
        return Character.toLowerCase(c);
    }
}
