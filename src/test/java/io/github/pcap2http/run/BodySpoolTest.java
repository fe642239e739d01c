package io.github.pcap2http.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.bytes.Draft;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodySpoolTest {
    private static final long MEGABYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatGoesThroughTheFileComesBackTheSame(boolean lending) throws IOException {
        Random random = new Random(1);
        try (BodySpool spool = new BodySpool(MEGABYTE, MEGABYTE, lending, Long.MAX_VALUE)) {
            List<Draft> drafts = new ArrayList<>();
            List<ByteArrayOutputStream> truths = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                drafts.add(spool.open());
                truths.add(new ByteArrayOutputStream());
            }
            for (int n = 0; n < 2000; n++) {
                byte[] bytes = new byte[1 + random.nextInt(4000)];
                random.nextBytes(bytes);
                int one = random.nextInt(drafts.size());
                drafts.get(one).append(Bytes.of(bytes));
                truths.get(one).writeBytes(bytes);
            }
            assertTrue(spool.fileBytes() > MEGABYTE, "nothing went to the file");
            List<Content> contents = drafts.stream().map(Draft::take).toList();
            for (int i = 0; i < contents.size(); i++) {
                byte[] truth = truths.get(i).toByteArray();
                assertEquals(truth.length, contents.get(i).length());
                assertArrayEquals(truth, contents.get(i).bytes().toArray());
                assertArrayEquals(truth, contents.get(i).stream().readAllBytes());
                assertTrue(contents.get(i).sameAs(Content.of(Bytes.of(truth))));
                truth[truth.length - 1]++;
                assertFalse(contents.get(i).sameAs(Content.of(Bytes.of(truth))));
            }
            assertEquals(!lending, contents.stream().allMatch(Content::onHeap));
            contents.forEach(Content::release);
            contents.forEach(Content::release);
            assertEquals(0, spool.fileBytes(), "the file is emptied when nothing of it is needed");
        }
    }

    @Test
    void smallBodiesStayOnTheHeap() throws IOException {
        try (BodySpool spool = new BodySpool(MEGABYTE, MEGABYTE, true, 0)) {
            Draft draft = spool.open();
            draft.append(Bytes.latin1("hello "));
            draft.append(Bytes.latin1("world"));
            assertEquals("hello world", draft.take().bytes().latin1());
            assertEquals(0, spool.fileBytes());
        }
    }

    @Test
    void theHeapThatManySmallBodiesTakeIsBounded() throws IOException {
        try (BodySpool spool = new BodySpool(MEGABYTE, MEGABYTE, true, Long.MAX_VALUE)) {
            List<Content> contents = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                Draft draft = spool.open();
                draft.append(Bytes.of(new byte[1000]));
                contents.add(draft.take());
            }
            long onHeap = contents.stream().filter(Content::onHeap).count() * 1000;
            assertTrue(onHeap > MEGABYTE / 2 && onHeap < 2 * MEGABYTE, "on the heap: " + onHeap);
            contents.forEach(Content::release);
            Draft draft = spool.open();
            draft.append(Bytes.of(new byte[1000]));
            assertTrue(draft.take().onHeap(), "there is room again");
        }
    }

    @Test
    void aLongBodyIsNotKeptOnTheHeap() throws IOException {
        try (BodySpool spool = new BodySpool(100 * MEGABYTE, MEGABYTE, true, Long.MAX_VALUE)) {
            Draft draft = spool.open();
            for (int i = 0; i < 3000; i++) draft.append(Bytes.of(new byte[1000]));
            assertFalse(draft.take().onHeap());
        }
    }

    /** Whether the first byte, the last one, or one on the heap behind those in the file is no text. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_500_000, 2_999_999})
    void whetherALongBodyIsPlainTextIsKnown(int odd) throws IOException {
        byte[] text = "Text in ASCII,\twith lines\r\n".repeat(3_000_000 / 27 + 1).getBytes(StandardCharsets.US_ASCII);
        if (odd >= 0) text[odd] = 1;
        try (BodySpool spool = new BodySpool(100 * MEGABYTE, MEGABYTE, true, Long.MAX_VALUE)) {
            Draft draft = spool.open();
            Draft onHeap = spool.open();
            for (int i = 0; i < 3_000_000; i += 1000) {
                draft.append(Bytes.of(text, i, 1000));
                if (i % 2000 == 0) onHeap.append(Bytes.of(text, i / 2, 1000));
            }
            assertEquals(odd < 0, draft.take().isPlainText());
            assertEquals(odd < 0 || odd >= 1_500_000, onHeap.take().isPlainText());
        }
    }

    @Test
    void whenTheFileIsFullThatIsSaid() throws IOException {
        try (BodySpool spool = new BodySpool(0, 0, true, MEGABYTE)) {
            Draft draft = spool.open();
            Bytes piece = Bytes.of(new byte[100_000]);
            UncheckedIOException full = assertThrows(UncheckedIOException.class, () -> {
                for (int i = 0; i < 20; i++) draft.append(piece);
            });
            assertTrue(full.getCause().getMessage().contains("--limit spool"), full.getCause().getMessage());
        }
    }
}
