package io.github.pcap2http.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.run.Summary;
import io.github.pcap2http.samples.Tape;
import io.github.pcap2http.samples.TcpConversation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections that are each within the limits for one, and together beyond those for all. */
class ManyConnectionsTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final byte[] NOISE = noise();

    private final Tape tape = new Tape().stepMicros(10);
    private final List<Exchange> found = new ArrayList<>();

    private static byte[] noise() {
        byte[] noise = new byte[1000];
        Arrays.fill(noise, (byte) 0x9a);
        return noise;
    }

    private Summary read(Limits limits) throws IOException {
        found.clear();
        try (Capture capture = Capture.open(new ByteArrayInputStream(tape.pcap()), "many")) {
            return Pcap2Http.with(Options.DEFAULT.withStrict(true).withLimits(limits)).read(capture, found::add);
        }
    }

    private List<TcpConversation> conversations(int count) {
        List<TcpConversation> all = new ArrayList<>();
        for (int i = 0; i < count; i++) all.add(tape.conversation("192.0.2." + (i + 1) + ":5000", "203.0.113.80:80"));
        return all;
    }

    private List<Outcome> outcomes() {
        return found.stream().map(Exchange::outcome).toList();
    }

    @Test
    void theLongestSilentMakesRoom() throws IOException {
        List<TcpConversation> all = conversations(5);
        for (TcpConversation one : all.subList(0, 4)) one.handshake().client(REQUEST);
        all.get(0).server(RESPONSE);
        all.get(4).handshake();
        all.get(1).server(RESPONSE);
        read(Limits.DEFAULT.withMaxConnections(5));
        assertEquals(List.of(Outcome.COMPLETE, Outcome.COMPLETE, Outcome.NO_RESPONSE, Outcome.NO_RESPONSE), outcomes());
        read(Limits.DEFAULT.withMaxConnections(4));
        assertEquals("192.0.2.2", found.get(1).connection().client().address());
        assertEquals(List.of(Outcome.COMPLETE, Outcome.NO_RESPONSE, Outcome.NO_RESPONSE, Outcome.NO_RESPONSE, Outcome.RESPONSE_ONLY), outcomes());
    }

    @Test
    void thoseThatHaveEndedMakeRoomFirst() throws IOException {
        List<TcpConversation> all = conversations(5);
        all.get(0).handshake().client(REQUEST);
        for (TcpConversation one : all.subList(1, 5)) one.handshake().client(REQUEST).server(RESPONSE).fin();
        all.get(0).server(RESPONSE);
        read(Limits.DEFAULT.withMaxConnections(2));
        assertEquals(Collections.nCopies(5, Outcome.COMPLETE), outcomes());
    }

    @Test
    void theLongestSilentGivesUpWhatWaitsBehindItsHole() throws IOException {
        List<TcpConversation> all = conversations(3);
        for (TcpConversation one : all) one.handshake().client(REQUEST);
        for (TcpConversation one : all) one.unseen().server(RESPONSE).server(NOISE).server(NOISE);
        Summary summary = read(Limits.DEFAULT.withMaxHeldByAll(5000));
        assertEquals(1, summary.flows().notes().get(Code.HELD_LIMIT));
        assertNull(read(Limits.DEFAULT).flows().notes().get(Code.HELD_LIMIT));
    }

    @Test
    void theLongestSilentCutsTheHeadThatIsHalfThere() throws IOException {
        List<TcpConversation> all = conversations(3);
        String half = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(3000);
        for (TcpConversation one : all) one.handshake().client(half);
        for (TcpConversation one : all) one.client("\r\n\r\n").server(RESPONSE);
        read(Limits.DEFAULT.withMaxHeldByAll(10_000));
        assertEquals(List.of(Outcome.COMPLETE, Outcome.COMPLETE, Outcome.REQUEST_CUT), outcomes());
        Exchange cut = found.get(2);
        assertEquals("192.0.2.1", cut.connection().client().address());
        assertEquals("http://a/", cut.url());
        assertEquals(200, cut.response().status());
        assertEquals(List.of(Code.HELD_LIMIT), cut.diagnostics().stream().map(Diagnostic::code).toList());
        read(Limits.DEFAULT);
        assertEquals(Collections.nCopies(3, Outcome.COMPLETE), outcomes());
    }

    @Test
    void theLongestSilentIsGivenUpWithTheLongHeadsThatItHolds() throws IOException {
        String field = "X-Long: " + "x".repeat(100_000) + "\r\n";
        List<TcpConversation> all = conversations(8);
        for (TcpConversation one : all) one.handshake().client("GET / HTTP/1.1\r\n" + field + "\r\n");
        for (TcpConversation one : all) one.server(RESPONSE);
        read(Limits.DEFAULT);
        assertEquals(Collections.nCopies(8, Outcome.COMPLETE), outcomes());
        read(Limits.DEFAULT.withMaxHeldByAll(500_000));
        assertEquals(4, Collections.frequency(outcomes(), Outcome.NO_RESPONSE), () -> outcomes().toString());
        assertEquals(Outcome.NO_RESPONSE, outcomes().get(0), "reported when room was needed");
    }

    @Test
    void aBombOfFieldsIsReadToALimit() throws IOException {
        List<TcpConversation> all = conversations(1);
        all.get(0).handshake().client("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(20_000) + "\r\n").server(RESPONSE).fin();
        read(Limits.DEFAULT);
        assertEquals(5000, found.get(0).request().fields().size());
        assertEquals(Code.HEAD_LIMIT, found.get(0).diagnostics().get(0).code());
        assertEquals(List.of(Outcome.COMPLETE), outcomes());
    }

    @Test
    void theLongestSilentGivesUpWhatNothingIsKnownOf() throws IOException {
        List<TcpConversation> all = conversations(3);
        for (TcpConversation one : all) one.handshake().client(NOISE).client(NOISE);
        for (TcpConversation one : all) one.server(RESPONSE);
        Summary summary = read(Limits.DEFAULT.withMaxHeldByAll(6_000));
        assertEquals(4, summary.flows().notes().get(Code.GARBAGE));
        assertEquals(6000, summary.flows().unparsed());
        assertEquals(List.of(Outcome.RESPONSE_ONLY, Outcome.RESPONSE_ONLY, Outcome.RESPONSE_ONLY), outcomes());
        assertEquals(6, read(Limits.DEFAULT).flows().notes().get(Code.GARBAGE));
    }
}
