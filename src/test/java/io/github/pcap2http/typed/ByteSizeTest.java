package io.github.pcap2http.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "12, 12", "7B, 7", "1k, 1024", "1K, 1024", "64M, 67108864", "2g, 2147483648", "1kB, 1000", "1KiB, 1024",
        "1.5MB, 1500000", "1.5MiB, 1572864", "2GB, 2000000000", "1 MiB, 1048576"})
    void readsSizes(String text, long bytes) {
        assertEquals(bytes, ByteSize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "-1", "1e3", "12q", "1.M", ".5M", "0x10", "99999999999999999999", "1 000", "1  MB", "1. MB", "1.2.3"})
    void refusesWhatIsNone(String text) {
        assertNull(ByteSize.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "9949, 9.9 kB", "9950, 10 kB", "999499, 999 kB", "999500, 1.0 MB", "2500000000, 2.5 GB"})
    void showsThem(long bytes, String text) {
        assertEquals(text, ByteSize.show(bytes));
    }
}
