package io.github.pcap2http.tls;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyLogTest {
    private static final String RANDOM = "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF";

    private static KeyLog log(String text) {
        KeyLog log = new KeyLog();
        log.add(text.getBytes(StandardCharsets.ISO_8859_1));
        return log;
    }

    private static Bytes random() {
        return Bytes.of(HexFormat.of().parseHex(RANDOM));
    }

    @Test
    void knowsAConnectionByItsClientRandom() {
        KeyLog log = log("# made by a browser\r\nCLIENT_HANDSHAKE_TRAFFIC_SECRET " + RANDOM + " 0a0b\r\n");
        assertTrue(log.has(random()));
        assertFalse(log.has(Bytes.of(new byte[32])));
        assertFalse(log.has(null));
    }

    @Test
    void passesOverWhatIsNoSecret() {
        assertFalse(log("# CLIENT_RANDOM " + RANDOM + " 00").has(random()));
        assertFalse(log("CLIENT_RANDOM " + RANDOM).has(random()));
        assertFalse(log("CLIENT_RANDOM " + RANDOM.replace('0', 'x') + " 00").has(random()));
        assertFalse(log("-----BEGIN RSA PRIVATE KEY-----\n" + RANDOM + "\n").has(random()));
    }
}
