package io.github.pcap2http.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.BodyStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodySpoolTest {
    @Test
    void whatGoesThroughTheFileComesBackTheSame() throws IOException {
        Random random = new Random(1);
        try (BodySpool spool = new BodySpool(1 << 20)) {
            List<BodyStore.Content> contents = new ArrayList<>();
            List<ByteArrayOutputStream> truths = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                contents.add(spool.open());
                truths.add(new ByteArrayOutputStream());
            }
            for (int n = 0; n < 2000; n++) {
                byte[] bytes = new byte[1 + random.nextInt(4000)];
                random.nextBytes(bytes);
                int one = random.nextInt(contents.size());
                contents.get(one).append(Bytes.of(bytes));
                truths.get(one).writeBytes(bytes);
            }
            assertTrue(spool.fileBytes() > 1 << 20, "nothing went to the file");
            for (int i = 0; i < contents.size(); i++) assertArrayEquals(truths.get(i).toByteArray(), contents.get(i).take().toArray());
            assertEquals(0, spool.fileBytes(), "the file is emptied when nothing of it is needed");
        }
    }

    @Test
    void smallBodiesStayOnTheHeap() throws IOException {
        try (BodySpool spool = new BodySpool(1 << 20)) {
            BodyStore.Content content = spool.open();
            content.append(Bytes.latin1("hello "));
            content.append(Bytes.latin1("world"));
            assertEquals("hello world", content.take().latin1());
            assertEquals(0, spool.fileBytes());
        }
    }
}
