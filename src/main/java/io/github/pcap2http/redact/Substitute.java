package io.github.pcap2http.redact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What takes the place of secrets: letters, digits and a hyphen only, so that it is valid wherever a value is. */
final class Substitute {
    static final String MASK = "REDACTED";
    private static final int HASH_BYTES = 6;   // so many values may be told apart that no capture has, and no more is given away

    private final byte[] salt;
    private Mac mac;   // null: none was needed yet

    Substitute(byte... salt) {
        this.salt = salt.clone();
    }

    /** @param value as it stands, in whatever encoding */
    String of(String value, Mode mode) {
        return mode == Mode.HASH ? MASK + "-" + hash(Level.plain(value).strip()) : MASK;
    }

    private String hash(String value) {
        try {
            if (mac == null) {
                mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            }
            return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.ISO_8859_1)), 0, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
