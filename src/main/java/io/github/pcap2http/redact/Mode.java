package io.github.pcap2http.redact;

import java.util.Locale;

/** What becomes of a secret. */
public enum Mode {
    /** A fixed word takes its place, which is valid in a URL, a field, a form, and JSON. */
    MASK,
    /** The field, cookie, parameter, part or JSON member goes; where the value has no name it is masked. */
    DROP,
    /** A keyed hash of it takes its place, so that equal values can still be told to be equal. */
    HASH,
    /** It is no secret, though another rule or the default says so. Only for rules. */
    KEEP;

    /** @return the mode of that name; null when there is none */
    public static Mode ofName(String name) {
        for (Mode mode : values()) {
            if (mode.word().equals(name)) return mode;
        }
        return null;
    }

    /** @return the name by which users choose it */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
