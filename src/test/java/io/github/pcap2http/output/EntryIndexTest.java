package io.github.pcap2http.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryIndexTest {
    private record Row(long group, long start, long offset, long length) { }

    /** Compared with a stable sort of the whole: in memory, in one run, in many, and with runs longer than what is read at once. */
    @ParameterizedTest
    @CsvSource({"0, 10", "1, 10", "10, 10", "11, 10", "1000, 1", "1000, 7", "1000, 999", "1000, 1000", "5000, 1200", "5000, 9999", "100000, 1000"})
    void recordsComeInOrder(int count, int inMemory, @TempDir Path directory) throws IOException {
        Random random = new Random(count + inMemory);
        List<Row> expected = new ArrayList<>();
        List<Row> shown = new ArrayList<>();
        try (EntryIndex index = new EntryIndex(directory, inMemory)) {
            long offset = 0;
            for (int i = 0; i < count; i++) {
                Row row = new Row(random.nextInt(4), random.nextInt(count) - count / 2, offset, 1 + random.nextInt(1000));
                expected.add(row);
                index.add(row.group, row.start, row.offset, row.length);
                offset += row.length;
            }
            index.inOrder((group, start, at, length) -> shown.add(new Row(group, start, at, length)));
        }
        expected.sort(Comparator.comparingLong(Row::group).thenComparingLong(Row::start));
        assertEquals(expected, shown);
        assertNothingLeft(directory);
    }

    /** What does not fit goes to the directory: where there is none, it cannot. */
    @Test
    void theMostIsNotHeldInMemory(@TempDir Path directory) throws IOException {
        try (EntryIndex index = new EntryIndex(directory.resolve("missing"), 100)) {
            for (int i = 0; i < 100; i++) index.add(0, i, i, 1);
            assertThrows(IOException.class, () -> {
                for (int i = 100; i < 100_000; i++) index.add(0, i, i, 1);
            });
        }
    }

    private static void assertNothingLeft(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }
}
