package io.github.pcap2http.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    /** What the class says of a byte, one at a time. */
    private static int plainly(Bytes content) {
        for (int at = 0; at < content.length(); at++) {
            int c = content.uint8(at);
            boolean text = c >= 0x20 && c < 0x80 || c == 0x09 || c == 0x0a || c == 0x0c || c == 0x0d || c == 0x1b;
            if (!text) return at;
        }
        return content.length();
    }

    @Test
    void eightAtATimeFindTheSame() {
        Random random = new Random(17);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[600 + random.nextInt(100)];
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (random.nextInt(30) == 0 ? '\n' : ' ' + random.nextInt(0x60));
            for (int odd = random.nextInt(3); odd > 0; odd--) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            int offset = random.nextInt(20);
            Bytes content = Bytes.of(bytes, offset, bytes.length - offset - random.nextInt(20));
            assertEquals(plainly(content), PlainText.length(content));
        }
    }

    @Test
    void soDoShortOnes() {
        for (int c = 0; c < 256; c++) {
            Bytes content = Bytes.of(new byte[] {'a', (byte) c, 'b'});
            assertEquals(plainly(content), PlainText.length(content));
        }
    }
}
