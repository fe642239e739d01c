package io.github.pcap2http.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {
    /** As in a text of the same characters, in views that begin and end anywhere, among neighbours that differ in one bit. */
    @Test
    void findsBytes() {
        Random random = new Random(3);
        for (int round = 0; round < 50_000; round++) {
            byte[] array = new byte[random.nextInt(40)];
            for (int i = 0; i < array.length; i++) array[i] = new byte[] {0, 1, '\n', '\n' + 1, -118, -1, 0x7f}[random.nextInt(7)];
            int from = random.nextInt(array.length + 1);
            int to = from + random.nextInt(array.length - from + 1);
            Bytes view = Bytes.of(array, from, to - from);
            String text = view.latin1();
            int start = random.nextInt(view.length() + 1);
            for (int wanted : new int[] {0, 1, '\n', 0xff, 0x8a, 'x'}) assertEquals(text.indexOf(wanted, start), view.indexOf(wanted, start));
        }
    }
}
