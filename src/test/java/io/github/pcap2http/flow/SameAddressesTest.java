package io.github.pcap2http.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.run.Options;
import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.Tape;
import io.github.pcap2http.samples.TcpConversation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Connections of several networks that have the same addresses and ports at the same time. */
class SameAddressesTest {
    private static final String CLIENT = "192.0.2.7:40000";
    private static final String SERVER = "10.0.0.1:80";

    private final Tape tape = new Tape().stepMicros(40);

    /** A connection whose packets come as {@code there} from the client, and as {@code back} from the server. */
    private final class Tenant {
        private final String name;
        private final TcpConversation talk = tape.conversation(CLIENT, SERVER);
        private final UnaryOperator<PacketWriter> there;
        private final UnaryOperator<PacketWriter> back;

        Tenant(String name, int client, int server, UnaryOperator<PacketWriter> there, UnaryOperator<PacketWriter> back) {
            this.name = name;
            this.there = there;
            this.back = back;
            talk.sequences(client, server);
        }

        TcpConversation client() {
            return talk.each(there);
        }

        TcpConversation server() {
            return talk.each(back);
        }

        Tenant request() {
            client().client("GET /a HTTP/1.1\r\nHost: " + name + "\r\n\r\n");
            return this;
        }

        Tenant response() {
            server().server("HTTP/1.1 200 OK\r\nContent-Length: " + name.length() + "\r\n\r\n" + name);
            return this;
        }

        void fin() {
            client().clientFin();
            server().serverFin();
        }
    }

    private static UnaryOperator<PacketWriter> vlan(int id) {
        return packet -> packet.vlan(id);
    }

    private static UnaryOperator<PacketWriter> gre(int key) {
        return packet -> packet.gre(key);
    }

    /** Each step of all tenants before the next step of any. */
    private static void interleave(boolean opened, Tenant... tenants) {
        if (opened) {
            for (Tenant tenant : tenants) tenant.client().syn();
            for (Tenant tenant : tenants) tenant.server().synAck();
        }
        for (Tenant tenant : tenants) tenant.request();
        for (Tenant tenant : tenants) tenant.response();
        for (Tenant tenant : tenants) tenant.request().response().fin();
    }

    private List<String> read() throws IOException {
        List<String> found = new ArrayList<>();
        try (Capture capture = Capture.open(new ByteArrayInputStream(tape.pcap()), "test")) {
            Pcap2Http.with(Options.DEFAULT.withStrict(true)).read(capture, exchange -> found.add(line(exchange)));
        }
        Collections.sort(found);
        return found;
    }

    private static String line(Exchange exchange) {
        String response = exchange.response() == null ? "-" : exchange.response().body().content().latin1();
        return exchange.outcome() + " " + exchange.url() + " " + response;
    }

    private static List<String> each(String... names) {
        return Stream.of(names).map(name -> "COMPLETE http://" + name + "/a " + name).sorted().toList();
    }

    @Test
    void eachDirectionHasATagOfItsOwn() throws IOException {
        interleave(true, new Tenant("one", 1000, 9000, vlan(10), vlan(11)), new Tenant("other", 500_000_000, 700_000_000, vlan(20), vlan(21)),
            new Tenant("third", 900_000_000, 30_000_000, vlan(30), vlan(31)));
        assertEquals(each("one", "other", "third", "one", "other", "third"), read());
    }

    @Test
    void whatServersSendHasTheSameTag() throws IOException {
        interleave(true, new Tenant("one", 1000, 9000, vlan(10), vlan(1)), new Tenant("other", 500_000_000, 700_000_000, vlan(20), vlan(1)));
        assertEquals(each("one", "other", "one", "other"), read());
    }

    @Test
    void theCaptureBeginsInTheMiddle() throws IOException {
        interleave(false, new Tenant("one", 1000, 9000, vlan(10), vlan(11)), new Tenant("other", 500_000_000, 700_000_000, vlan(20), vlan(21)));
        assertEquals(each("one", "other", "one", "other"), read());
    }

    @Test
    void keysOfTunnelsTellThemApart() throws IOException {
        interleave(true, new Tenant("one", 1000, 9000, gre(10), gre(11)), new Tenant("other", 500_000_000, 700_000_000, gre(20), gre(21)));
        assertEquals(each("one", "other", "one", "other"), read());
    }

    /** Namespaces of one host have initial sequence numbers that go by one clock: 64 ns a step with Linux. */
    @Test
    void numbersThatAreNearEachOther() throws IOException {
        interleave(true, new Tenant("one", 1000, 9000, vlan(10), vlan(11)), new Tenant("other", 9000, 17_000, vlan(20), vlan(21)));
        assertEquals(each("one", "other", "one", "other"), read());
    }

    @Test
    void portsUsedAgainWithoutASyn() throws IOException {
        interleave(true, new Tenant("one", 1000, 9000, vlan(10), vlan(10)));
        new Tenant("other", 500_000_000, 700_000_000, vlan(10), vlan(10)).request().response().fin();
        assertEquals(each("one", "one", "other"), read());
    }
}
