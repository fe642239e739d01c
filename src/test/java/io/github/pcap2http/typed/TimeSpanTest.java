package io.github.pcap2http.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "60, 60000000000", "60s, 60000000000", "1.5S, 1500000000", "500ms, 500000000", "7us, 7000", "2m, 120000000000",
        "2 min, 120000000000", "1h, 3600000000000"})
    void readsTimes(String text, long nanos) {
        assertEquals(nanos, TimeSpan.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1", "1e3", "5d", "1.s", "99999999999999999999", "1 000", "1h30m"})
    void refusesWhatIsNone(String text) {
        assertNull(TimeSpan.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 ms", "52000, 0.052 ms", "100000, 0.1 ms", "312500000, 312.5 ms", "75300000000, 75.3 s"})
    void showsTimes(long nanos, String text) {
        assertEquals(text, TimeSpan.show(nanos));
    }
}
