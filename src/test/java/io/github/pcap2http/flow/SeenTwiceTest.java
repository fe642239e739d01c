package io.github.pcap2http.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Sighting;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.Tape;
import io.github.pcap2http.samples.TcpConversation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Packets that a capture holds several times: of several interfaces, before and after an address translation. */
class SeenTwiceTest {
    private static final String REQUEST = "GET /a HTTP/1.1\r\nHost: a.test\r\n\r\n";
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final UnaryOperator<PacketWriter> TIMESTAMPS = packet -> packet.options(1, 1, 8, 10, 0x12, 0x34, 0x56, 0x78, 0, 0, 0, 0);
    private static final Options STRICT = Options.DEFAULT.withStrict(true);

    private final Tape tape = new Tape().stepMicros(40);

    private List<Exchange> read(Options options) throws IOException {
        List<Exchange> found = new ArrayList<>();
        try (Capture capture = Capture.open(new ByteArrayInputStream(tape.pcap()), "test")) {
            Pcap2Http.with(options).read(capture, found::add);
        }
        return found;
    }

    /** Each packet passes both places, a request first {@code outside}, a response first {@code inside}. */
    private static void pass(TcpConversation outside, TcpConversation inside) {
        outside.syn();
        inside.syn().synAck();
        outside.synAck().clientAck();
        inside.clientAck();
        outside.client(REQUEST);
        inside.client(REQUEST).server(RESPONSE);
        outside.server(RESPONSE);
        outside.clientFin();
        inside.clientFin().serverFin();
        outside.serverFin().clientAck();
        inside.clientAck();
    }

    @Test
    void theServersAddressTranslatedIsOneConnection() throws IOException {
        pass(tape.conversation("198.51.100.7:40000", "203.0.113.1:8080"), tape.conversation("198.51.100.7:40000", "172.17.0.2:80"));
        List<Exchange> found = read(STRICT);
        assertEquals(1, found.size());
        Exchange exchange = found.get(0);
        assertEquals(Outcome.COMPLETE, exchange.outcome());
        assertEquals("203.0.113.1:8080", exchange.connection().server().toString());
        assertEquals(List.of("198.51.100.7:40000 > 172.17.0.2:80"), alsoSeen(exchange));
        assertEquals(2, read(STRICT.withKeepDuplicates(true)).size());
    }

    private static List<String> alsoSeen(Exchange exchange) {
        return exchange.connection().alsoSeen().stream().map(seen -> seen.client() + " > " + seen.server()).toList();
    }

    @Test
    void aCaptureThatBeginsInTheMiddle() throws IOException {
        TcpConversation outside = tape.conversation("198.51.100.7:40000", "203.0.113.1:8080");
        TcpConversation inside = tape.conversation("198.51.100.7:40000", "172.17.0.2:80");
        outside.client(REQUEST);
        inside.client(REQUEST).server(RESPONSE);
        outside.server(RESPONSE);
        List<Exchange> found = read(STRICT);
        assertEquals(1, found.size());
        assertEquals(List.of("198.51.100.7:40000 > 172.17.0.2:80"), alsoSeen(found.get(0)));
    }

    @Test
    void theClientsAddressTranslatedNeedsTimestampsAsProof() throws IOException {
        pass(tape.conversation("172.17.0.2:40000", "203.0.113.1:80").each(TIMESTAMPS),
            tape.conversation("198.51.100.7:51000", "203.0.113.1:80").each(TIMESTAMPS));
        List<Exchange> found = read(STRICT);
        assertEquals(1, found.size());
        assertEquals(List.of("198.51.100.7:51000 > 203.0.113.1:80"), alsoSeen(found.get(0)));
    }

    @Test
    void clientsThatUseTheSameNumbersAreNotOne() throws IOException {
        pass(tape.conversation("172.17.0.2:40000", "203.0.113.1:80"), tape.conversation("172.17.0.3:40000", "203.0.113.1:80"));
        assertEquals(2, read(STRICT).size());
    }

    @Test
    void portsOfOneClientThatUseTheSameNumbersAreNotOne() throws IOException {
        pass(tape.conversation("172.17.0.2:40000", "203.0.113.1:80").each(TIMESTAMPS),
            tape.conversation("172.17.0.2:40001", "203.0.113.1:80").each(TIMESTAMPS));
        assertEquals(2, read(STRICT).size());
    }

    /** Without timestamps a router is the proof: it lowers the TTL and keeps the identification. */
    @Test
    void bothAddressesTranslatedByARouter() throws IOException {
        pass(tape.conversation("198.51.100.7:40000", "203.0.113.1:8080").each(packet -> packet.ip(0x4711, 64)),
            tape.conversation("172.17.0.1:40000", "172.17.0.2:80").each(packet -> packet.ip(0x4711, 63)));
        List<Exchange> found = read(STRICT);
        assertEquals(1, found.size());
        assertEquals(List.of("172.17.0.1:40000 > 172.17.0.2:80"), alsoSeen(found.get(0)));
    }

    /** Captures of two hosts, one of whose clocks is two seconds late: all of one comes before the other. */
    @Test
    void clocksThatDiffer() throws IOException {
        tape.conversation("198.51.100.7:40000", "203.0.113.1:8080").each(packet -> packet.ip(0x4711, 64))
            .handshake().client(REQUEST).server(RESPONSE).fin();
        tape.pauseMicros(2_000_000);
        tape.conversation("198.51.100.7:40000", "172.17.0.2:80").each(packet -> packet.ip(0x4711, 63))
            .handshake().client(REQUEST).server(RESPONSE).fin();
        assertEquals(1, read(STRICT).size());
        assertEquals(2, read(STRICT.withKeepDuplicates(true)).size());
    }

    @Test
    void anotherIdentificationIsAnotherPacket() throws IOException {
        pass(tape.conversation("198.51.100.7:40000", "203.0.113.1:8080").each(packet -> packet.ip(0x4711, 64)),
            tape.conversation("172.17.0.1:40000", "172.17.0.2:80").each(packet -> packet.ip(0x4712, 63)));
        assertEquals(2, read(STRICT).size());
    }

    /** {@code -j REDIRECT} of what a host sends to itself: captured translated one way, and translated back the other way. */
    @Test
    void answersFromAnotherServerAddress() throws IOException {
        halves(tape.conversation("10.0.0.1:40000", "127.0.0.1:15001"), tape.conversation("10.0.0.1:40000", "203.0.113.1:80"), true);
        assertOneComplete("10.0.0.1:40000 > 203.0.113.1:80");
    }

    /** A bridge with iptables: the client's address is translated on the way out only. */
    @Test
    void answersToAnotherClientAddress() throws IOException {
        halves(tape.conversation("172.17.0.1:40000", "172.17.0.2:80"), tape.conversation("198.51.100.7:40000", "172.17.0.2:80"), true);
        assertOneComplete("198.51.100.7:40000 > 172.17.0.2:80");
    }

    /** As above, and the answers are captured before they are translated back as well. */
    @Test
    void answersToBothClientAddresses() throws IOException {
        TcpConversation there = tape.conversation("172.17.0.1:40000", "172.17.0.2:80");
        TcpConversation back = tape.conversation("127.0.0.1:40000", "172.17.0.2:80");
        there.syn().synAck();
        back.unseen().syn().synAck();
        there.clientAck().client(REQUEST).server(RESPONSE);
        back.unseen().client(REQUEST).server(RESPONSE);
        assertOneComplete("127.0.0.1:40000 > 172.17.0.2:80");
    }

    /** As above; behind the bridge both directions have the translated address. Each place has the exchange once. */
    @Test
    void answersTranslatedBackOnOneOfTwoPlaces() throws IOException {
        TcpConversation bridge = tape.conversation("172.17.0.1:40000", "172.17.0.2:80").each(packet -> packet.vlan(1));
        TcpConversation port = tape.conversation("172.17.0.1:40000", "172.17.0.2:80").each(packet -> packet.vlan(2));
        TcpConversation back = tape.conversation("198.51.100.7:50000", "172.17.0.2:80").each(packet -> packet.vlan(1));
        bridge.syn();
        port.syn().synAck();
        back.unseen().syn().synAck();
        bridge.unseen().synAck().client(REQUEST);
        port.client(REQUEST).server(RESPONSE);
        back.unseen().client(REQUEST).server(RESPONSE);
        assertEquals(1, read(STRICT).size());
        assertEquals(List.of(Outcome.COMPLETE, Outcome.COMPLETE),
            read(STRICT.withKeepDuplicates(true)).stream().map(Exchange::outcome).toList());
    }

    @Test
    void answersFromAnotherAddressInTheMiddle() throws IOException {
        halves(tape.conversation("10.0.0.1:40000", "127.0.0.1:15001"), tape.conversation("10.0.0.1:40000", "203.0.113.1:80"), false);
        assertOneComplete("10.0.0.1:40000 > 203.0.113.1:80");
    }

    @Test
    void aRefusalFromAnotherAddress() throws IOException {
        tape.conversation("172.17.0.1:40000", "172.17.0.2:80").syn();
        tape.conversation("198.51.100.7:40000", "172.17.0.2:80").unseen().syn().serverRst();
        assertEquals(List.of(Outcome.CONNECT_REFUSED), read(STRICT).stream().map(Exchange::outcome).toList());
    }

    /** What the client sends passes one place only, what the server sends another one. */
    private static void halves(TcpConversation requests, TcpConversation responses, boolean opened) {
        if (opened) {
            requests.syn().unseen().synAck();
            responses.unseen().syn().synAck();
            requests.clientAck();
        }
        requests.client(REQUEST).unseen().server(RESPONSE);
        responses.unseen().client(REQUEST).server(RESPONSE);
        requests.clientFin();
        responses.unseen().clientFin().serverFin();
    }

    private void assertOneComplete(String alsoSeen) throws IOException {
        List<Exchange> found = read(STRICT);
        assertEquals(1, found.size());
        assertEquals(Outcome.COMPLETE, found.get(0).outcome());
        assertEquals(List.of(alsoSeen), alsoSeen(found.get(0)));
    }

    @Test
    void theFirstOfTheCopiesIsMissing() throws IOException {
        TcpConversation outside = tape.conversation("198.51.100.7:40000", "203.0.113.1:8080").each(TIMESTAMPS);
        TcpConversation inside = tape.conversation("172.17.0.1:40000", "172.17.0.2:80").each(TIMESTAMPS);
        outside.unseen().client("GET /before HTTP/1.1\r\n");
        inside.client("GET /before HTTP/1.1\r\n");
        outside.client("Host: a.test\r\n\r\n");
        inside.client("Host: a.test\r\n\r\n").server(RESPONSE);
        outside.server(RESPONSE);
        List<Exchange> found = read(STRICT);
        assertEquals(1, found.size());
        assertEquals(Outcome.COMPLETE, found.get(0).outcome());
        assertEquals("http://a.test/before", found.get(0).url());
        assertEquals(List.of("198.51.100.7:40000 > 203.0.113.1:8080"), alsoSeen(found.get(0)));
    }

    /** The SYN inside was not captured, so its answer begins there. */
    @Test
    void theSynBehindTheTranslationIsMissing() throws IOException {
        TcpConversation outside = tape.conversation("198.51.100.7:40000", "203.0.113.1:8080").each(TIMESTAMPS).syn();
        TcpConversation inside = tape.conversation("172.17.0.1:40000", "172.17.0.2:80").each(TIMESTAMPS).unseen().syn().synAck();
        outside.synAck().clientAck();
        inside.clientAck();
        outside.client(REQUEST);
        inside.client(REQUEST).server(RESPONSE);
        outside.server(RESPONSE);
        List<Exchange> found = read(STRICT);
        assertEquals(1, found.size());
        assertEquals("203.0.113.1:8080", found.get(0).connection().server().toString());
        assertEquals(List.of("172.17.0.1:40000 > 172.17.0.2:80"), alsoSeen(found.get(0)));
    }

    /** The first SYN is lost behind the first place, and the second one is missing from the capture there. */
    @Test
    void theCopyOfAnotherSynComesLater() throws IOException {
        TcpConversation outside = tape.conversation("198.51.100.7:40000", "203.0.113.1:8080").syn();
        tape.pauseMicros(1_000_000);
        TcpConversation inside = tape.conversation("198.51.100.7:40000", "172.17.0.2:80").syn().synAck();
        outside.synAck().client(REQUEST);
        inside.client(REQUEST).server(RESPONSE);
        outside.server(RESPONSE);
        List<Exchange> found = read(STRICT);
        assertEquals(1, found.size());
        assertEquals(1, alsoSeen(found.get(0)).size());
    }

    @Test
    void aConnectionThatUsesTheAddressesOfACopyAgainIsNotEndedWithThat() throws IOException {
        TcpConversation outside = tape.conversation("198.51.100.7:40000", "203.0.113.1:8080").syn();
        tape.pauseMicros(1_000_000);
        TcpConversation inside = tape.conversation("198.51.100.7:40000", "172.17.0.2:80").syn().synAck();
        outside.synAck().client(REQUEST);
        inside.client(REQUEST).server(RESPONSE);
        outside.server(RESPONSE).fin();
        TcpConversation again = tape.conversation("198.51.100.7:40000", "172.17.0.2:80").sequences(77_000_000, 88_000_000).handshake().client(REQUEST);
        tape.pauseMicros(140_000_000);
        again.server(RESPONSE).fin();
        List<Exchange> found = read(STRICT);
        assertEquals(List.of(Outcome.COMPLETE, Outcome.COMPLETE), found.stream().map(Exchange::outcome).toList());
    }

    @Test
    void aSynThatIsCapturedAfterItsAnswer() throws IOException {
        TcpConversation talk = tape.conversation("192.0.2.1:50000", "10.0.0.1:80").syn().synAck().swap();
        talk.clientAck().client(REQUEST).server(RESPONSE).fin();
        List<Exchange> found = read(STRICT);
        assertEquals(List.of(Outcome.COMPLETE), found.stream().map(Exchange::outcome).toList());
        assertEquals("1-1", found.get(0).id());
    }

    @Test
    void aRetryFromTheSamePortIsNotACopy() throws IOException {
        tape.conversation("192.0.2.1:50000", "10.0.0.1:80").syn().serverRst();
        tape.conversation("192.0.2.1:50000", "10.0.0.2:80").handshake().client(REQUEST).server(RESPONSE).fin();
        List<Exchange> found = read(STRICT);
        assertEquals(2, found.size());
        assertTrue(found.stream().anyMatch(exchange -> exchange.outcome() == Outcome.CONNECT_REFUSED), found.toString());
    }

    @Test
    void anotherConnectionThroughTheSameTranslation() throws IOException {
        pass(tape.conversation("198.51.100.7:40000", "203.0.113.1:8080"), tape.conversation("198.51.100.7:40000", "172.17.0.2:80"));
        tape.pauseMicros(2_000_000);
        pass(tape.conversation("198.51.100.7:40000", "203.0.113.1:8080").sequences(77_000_000, 88_000_000),
            tape.conversation("198.51.100.7:40000", "172.17.0.2:80").sequences(77_000_000, 88_000_000));
        List<Exchange> found = read(STRICT);
        assertEquals(List.of(1, 1), found.stream().map(exchange -> alsoSeen(exchange).size()).toList());
    }

    @Test
    void aRouterBetweenTwoNetworksIsOneConnection() throws IOException {
        pass(tape.conversation("192.0.2.7:40000", "10.0.0.1:80").each(packet -> packet.vlan(10)),
            tape.conversation("192.0.2.7:40000", "10.0.0.1:80").each(packet -> packet.vlan(20)));
        List<Exchange> found = read(STRICT);
        assertEquals(1, found.size());
        assertEquals(List.of(10), found.get(0).connection().seen().vlans());
        assertEquals(List.of(List.of(20)), found.get(0).connection().alsoSeen().stream().map(Sighting::vlans).toList());
        assertEquals(2, read(STRICT.withKeepDuplicates(true)).size());
    }

    @Test
    void networksWithTheSameAddressesAreKeptApart() throws IOException {
        TcpConversation one = tape.conversation("192.0.2.7:40000", "10.0.0.1:80").each(packet -> packet.vlan(10)).handshake();
        TcpConversation other = tape.conversation("192.0.2.7:40000", "10.0.0.1:80").each(packet -> packet.vlan(20))
            .sequences(500_000_000, 700_000_000).handshake();
        one.client("GET /one HTTP/1.1\r\nHost: one\r\n\r\n");
        other.client("GET /other HTTP/1.1\r\nHost: other\r\n\r\n");
        one.server("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none");
        other.server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother");
        other.fin();
        one.client(REQUEST).server(RESPONSE).fin();
        List<Exchange> found = read(STRICT);
        assertEquals(List.of("http://one/one one", "http://other/other other", "http://a.test/a ok"),
            found.stream().map(exchange -> exchange.url() + " " + exchange.response().body().content().latin1()).toList());
        assertEquals(List.of(List.of(10), List.of(20), List.of(10)), found.stream().map(exchange -> exchange.connection().seen().vlans()).toList());
    }

    @Test
    void eachDirectionInANetworkOfItsOwnIsStillOneConnection() throws IOException {
        boolean[] reply = {false};
        TcpConversation talk = tape.conversation("192.0.2.7:40000", "10.0.0.1:80").each(packet -> packet.vlan(reply[0] ? 11 : 10)).syn();
        reply[0] = true;
        talk.synAck();
        reply[0] = false;
        talk.clientAck().client(REQUEST);
        reply[0] = true;
        talk.server(RESPONSE);
        List<Exchange> found = read(STRICT);
        assertEquals(1, found.size());
        assertEquals(Outcome.COMPLETE, found.get(0).outcome());
    }

    /** What is remembered of segments without an answer begins empty, and this one looks like nothing. */
    @Test
    void aSegmentWithoutAnyNumbers() throws IOException {
        tape.add(new PacketWriter("192.0.2.1:40000", "192.0.2.2:80").seq(0).ack(0));
        assertEquals(List.of(), read(STRICT));
    }
}
