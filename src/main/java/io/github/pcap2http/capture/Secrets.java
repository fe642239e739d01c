package io.github.pcap2http.capture;

/**
 * Secrets that a capture file carries, to decrypt its packets with (draft-ietf-opsawg-pcapng, Decryption Secrets Block).
 *
 * @param type kind of secrets, such as {@link #TLS_KEY_LOG}
 * @param bytes the secrets, as the file has them; not to be changed
 */
public record Secrets(int type, byte[] bytes) {
    /** Lines in the format of {@code SSLKEYLOGFILE}. */
    public static final int TLS_KEY_LOG = 0x544c534b;
}
