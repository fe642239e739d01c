package io.github.pcap2http.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Summary;
import io.github.pcap2http.samples.TcpConversation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What somebody knows of a port counts more than what the bytes look like. */
class HintTest {
    private static final String REQUEST = "GET /a HTTP/1.1\r\nHost: a.test\r\n\r\n";
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static TcpConversation talk() {
        return TcpConversation.between("192.0.2.1:4000", "192.0.2.2:8080");
    }

    private static String exchanges(TcpConversation talk, Map<Integer, Hint> hints) throws IOException {
        List<String> found = new ArrayList<>();
        try (Capture capture = Capture.open(new ByteArrayInputStream(talk.pcap()), "test")) {
            Options options = Options.DEFAULT.withStrict(true).withHints(hints);
            Summary summary = Pcap2Http.with(options).read(capture, one -> found.add(one.url() + " " + one.connection().server().port()));
            return found + " " + summary.json().replaceFirst(".*\"protocols\" ?: ?(\\{[^}]*}).*", "$1");
        }
    }

    @Test
    void aPortMayBePassedOver() throws IOException {
        TcpConversation talk = talk().handshake().client(REQUEST).server(RESPONSE).fin();
        assertEquals("[http://a.test/a 8080] {\"HTTP/1\":1}", exchanges(talk, Map.of()));
        assertEquals("[] {\"passed over as told\":1}", exchanges(talk, Map.of(8080, Hint.NONE)));
        assertEquals("[http://a.test/a 8080] {\"HTTP/1\":1}", exchanges(talk, Map.of(80, Hint.NONE)));
        assertEquals("[] {\"TLS\":1}", exchanges(talk, Map.of(8080, Hint.TLS)));
    }

    @Test
    void theClientsPortTellsNothing() throws IOException {
        TcpConversation talk = talk().handshake().client(REQUEST).server(RESPONSE).fin();
        assertEquals("[http://a.test/a 8080] {\"HTTP/1\":1}", exchanges(talk, Map.of(4000, Hint.NONE)));
    }

    @Test
    void withoutASynTheToldPortIsTheServers() throws IOException {
        TcpConversation talk = talk().server("\0\0\0").client(REQUEST).server(RESPONSE);
        assertEquals("[] {\"passed over as told\":1}", exchanges(talk, Map.of(8080, Hint.NONE)));
        assertEquals("[http://a.test/a 8080] {\"HTTP/1\":1}", exchanges(talk, Map.of(8080, Hint.HTTP1)));
    }

    @Test
    void whatIsToldToBeHttpNeedNotLookLikeIt() throws IOException {
        TcpConversation talk = talk().handshake().client("brew  /pot HTTP/1.1\r\nHost: a.test\r\n\r\n").fin();
        assertEquals("[] {\"unknown\":1}", exchanges(talk, Map.of()));
        assertEquals("[http://a.test/pot 8080] {\"HTTP/1\":1}", exchanges(talk, Map.of(8080, Hint.HTTP1)));
    }
}
