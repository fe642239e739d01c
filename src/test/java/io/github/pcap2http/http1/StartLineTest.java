package io.github.pcap2http.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Start lines at the edge of what is plain (RFC 9112, sections 3 and 4), which the quick way takes or leaves. {@code ·} stands for a blank,
 * {@code ¬} for a tab, {@code ¤} for U+001F.
 */
class StartLineTest {
    @ParameterizedTest
    @CsvSource({
        "GET·/·HTTP/1.1, GET, /, HTTP/1.1, false",
        "POST·*·HTTP/1.0, POST, *, HTTP/1.0, false",
        "PROPFIND·/a?b=c·HTTP/1.1, PROPFIND, /a?b=c, HTTP/1.1, false",
        "GETS·/·HTTP/1.1, GETS, /, HTTP/1.1, false",
        "GET·/\u00e4·HTTP/1.1, GET, /\u00e4, HTTP/1.1, false",
        "GET··/·HTTP/1.1, GET, /, HTTP/1.1, true",
        "GET·/··HTTP/1.1, GET, /, HTTP/1.1, true",
        "GET·/a·b·HTTP/1.1, GET, /a·b, HTTP/1.1, true",
        "GET·/a¬b·HTTP/1.1, GET, /a¬b, HTTP/1.1, true",
        "GET·/a¤·HTTP/1.1, GET, /a, HTTP/1.1, true",
        "GET¬/·HTTP/1.1, GET, /, HTTP/1.1, false",
        "GET·/·HTTP/1.1·, GET, /, HTTP/1.1, true",
        "GET··HTTP/1.1, GET, '', HTTP/1.1, true",
        "GET·/·HTTP/4.2, GET, /, HTTP/4.2, true",
        "GET·/·http/1.1, GET, /, HTTP/0.9, true",
    })
    void requestLines(String line, String method, String target, String version, boolean odd) {
        StartLine.RequestLine read = StartLine.request(bytes(line));
        assertEquals(new StartLine.RequestLine(method, text(target), version, odd), read);
        StartLine.RequestLine plain = new PlainLines(ended(line), 0, 0).requestLine();
        if (plain != null) assertEquals(read, plain);
        assertEquals(line.matches("[A-Z]+·[^·¬¤]+·HTTP/1\\.[01]"), plain != null);
    }

    @Test
    void noRequestLines() {
        for (String line : new String[] {"GET", "·/·HTTP/1.1", "G(T·/·HTTP/1.1", "G".repeat(65) + "·/·HTTP/1.1", "HTTP/1.1"}) {
            assertEquals(null, StartLine.request(bytes(line)), line);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1·200·OK, HTTP/1.1, 200, OK, false",
        "HTTP/1.0·404·Not·Found, HTTP/1.0, 404, Not·Found, false",
        "HTTP/1.1·204, HTTP/1.1, 204, '', false",
        "HTTP/1.1·204·, HTTP/1.1, 204, '', false",
        "HTTP/1.1·200·\u00e4, HTTP/1.1, 200, \u00e4, false",
        "HTTP/1.1··200·OK, HTTP/1.1, 200, OK, true",
        "HTTP/1.1·200··OK, HTTP/1.1, 200, OK, false",
        "HTTP/1.1·200·OK·, HTTP/1.1, 200, OK, false",
        "HTTP/1.1·20·OK, HTTP/1.1, 20, OK, true",
        "HTTP/1.1·2000·OK, HTTP/1.1, 2000, OK, true",
        "HTTP/1.1·200OK, HTTP/1.1, 200, OK, true",
        "http/1.1·200·OK, http/1.1, 200, OK, true",
        "HTTP/1.1·200·O¤K, HTTP/1.1, 200, O·K, true",
        "HTTP/1.1, HTTP/1.1, 200, '', true",
    })
    void statusLines(String line, String version, int status, String reason, boolean odd) {
        StartLine.StatusLine read = StartLine.status(bytes(line));
        assertEquals(new StartLine.StatusLine(version, status, text(reason), odd), read);
        for (int time = 0; time < 2; time++) {
            StartLine.StatusLine plain = new PlainLines(ended(line), 0, 0).statusLine();
            if (plain != null) assertEquals(read, plain);
            assertEquals(line.matches("HTTP/1\\.[01]·\\d{3}(·[^·¤¬]([^¤¬]*[^·¤¬])?)?"), plain != null);
        }
    }

    private static Bytes bytes(String line) {
        return Bytes.latin1(text(line));
    }

    private static Bytes ended(String line) {
        return Bytes.latin1(text(line) + "\r\n");
    }

    private static String text(String shown) {
        return shown.replace('·', ' ').replace('¬', '\t').replace('¤', '\u001f');
    }
}
