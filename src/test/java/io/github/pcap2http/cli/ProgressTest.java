package io.github.pcap2http.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final String SHOW = "\r\033[K\033[?7l";
    private static final String END = "\033[?7h";

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private long now = Long.MAX_VALUE - 1_000_000_000L;   // a clock of nanoseconds begins anywhere, and goes on behind its end

    @Test
    void shortWorkShowsNothing() {
        Progress progress = progress(1000);
        progress.at(10, 1);
        pass(1.9);
        progress.at(900, 2);
        progress.finishing(1000, 2);
        progress.clear();
        assertEquals("", shown());
    }

    @Test
    void longWorkSaysHowLongItStillTakes() {
        Progress progress = progress(100_000_000);
        pass(2);
        progress.at(20_000_000, 7);
        assertEquals(SHOW + "20 MB of 100 MB, 10 MB/s, 7 exchanges, 8 s left" + END, shown());
        pass(0.2);
        progress.at(22_000_000, 8);
        assertEquals("", shown());
        pass(0.8);
        progress.at(50_000_000, 9);   // three times as fast: the rate goes a tenth of the way
        assertEquals(SHOW + "50 MB of 100 MB, 12 MB/s, 9 exchanges, 5 s left" + END, shown());
        progress.finishing(100_000_000, 20);
        assertEquals(SHOW + "100 MB read, 20 exchanges, writing" + END, shown());
        progress.clear();
        assertEquals("\r\033[K", shown());
    }

    @Test
    void aPipeHasNoEndToWaitFor() {
        Progress progress = progress(0);
        pass(200);
        progress.at(20_000_000, 7);
        assertEquals(SHOW + "20 MB, 100 kB/s, 7 exchanges" + END, shown());
    }

    @Test
    void aLongWaitIsInMinutes() {
        Progress progress = progress(1_000_000_000);
        pass(100);
        progress.at(500_000_000, 7);
        assertEquals(SHOW + "500 MB of 1.0 GB, 5.0 MB/s, 7 exchanges, 1:40 min left" + END, shown());
    }

    @Test
    void whatIsTakenAwayStaysAway() {
        Progress progress = progress(0);
        pass(3);
        progress.at(20_000_000, 7);
        progress.clear();
        shown();
        pass(3);
        progress.at(30_000_000, 8);
        progress.finishing(30_000_000, 8);
        progress.clear();
        assertEquals("", shown());
    }

    private Progress progress(long total) {
        return new Progress(new PrintStream(terminal, true, StandardCharsets.UTF_8), total, () -> now);
    }

    private void pass(double seconds) {
        now += (long) (seconds * 1e9);
    }

    /** @return what was written since it was asked last */
    private String shown() {
        String text = terminal.toString(StandardCharsets.UTF_8);
        terminal.reset();
        return text;
    }
}
