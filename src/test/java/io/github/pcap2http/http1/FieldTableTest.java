package io.github.pcap2http.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Field;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines that come again and again are read as if each were the first. */
class FieldTableTest {
    @Test
    void repeatedLinesReadTheSame() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            // few different ones, of equal length, that differ anywhere: so that places are shared and lines are met for the nth time
            byte[] value = "abcdefghijklmnopqrst".getBytes();
            value[random.nextInt(value.length)] = (byte) ('0' + random.nextInt(10));
            String name = random.nextBoolean() ? "X-Name" : "x-name";
            Field field = new Field(name, new String(value, 0, random.nextInt(value.length)));
            String line = field.name() + ": " + field.value() + "\r\n";
            Head head = Head.read(Bytes.latin1("GET / HTTP/1.1\r\n" + line + line + "\r\n"), true);
            Field read = field.value().isEmpty() ? new Field(name, "") : field;
            assertEquals(read, head.fields().at(0), line);
            assertEquals(read, head.fields().at(1), line);
        }
    }

    /** What is no field as the grammar wants it is noted each time. */
    @Test
    void oddLinesAreNotedEachTime() {
        for (int time = 0; time < 4; time++) {
            Head head = Head.read(Bytes.latin1("GET / HTTP/1.1\r\nX Name : a value of it\r\n\r\n"), true);
            assertEquals(1, head.notes().size());
            assertEquals(new Field("XName", "a value of it"), head.fields().at(0));
        }
    }
}
