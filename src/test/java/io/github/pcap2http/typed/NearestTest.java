package io.github.pcap2http.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> NAMES = List.of("output", "format", "max-body", "utc", "summary", "strict");

    @Test
    void findsWhatWasMeant() {
        assertEquals("output", Nearest.of("ouptut", NAMES));
        assertEquals("max-body", Nearest.of("maxbody", NAMES));
        assertEquals("summary", Nearest.of("summ", NAMES));
        assertEquals("utc", Nearest.of("utx", NAMES));
    }

    @Test
    void guessesNotAtAllCosts() {
        assertNull(Nearest.of("host", NAMES));
        assertNull(Nearest.of("redact", NAMES));
    }
}
