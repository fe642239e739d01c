package io.github.pcap2http.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.pcap2http.Pcap2Http;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.filter.FilterException;
import io.github.pcap2http.filter.PacketFilter;
import io.github.pcap2http.run.Filtered.Hidden;
import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.PcapWriter;
import io.github.pcap2http.samples.TcpConversation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FilterStageTest {
    private static final String REQUEST = "GET /a HTTP/1.1\r\nHost: a.test\r\n\r\n";
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static Summary read(String expression, byte... capture) throws IOException, FilterException {
        Options options = Options.DEFAULT.withStrict(true).withFilter(PacketFilter.compile(expression));
        try (Capture packets = Capture.open(new ByteArrayInputStream(capture), "test")) {
            return Pcap2Http.with(options).read(packets, exchange -> { });
        }
    }

    private static byte[] talk(UnaryOperator<PacketWriter> each) {
        return TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").each(each).handshake().client(REQUEST).server(RESPONSE).fin().pcap();
    }

    @Test
    void onlyWhatPassesIsLookedAt() throws Exception {
        TcpConversation talk = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake().client(REQUEST).server(RESPONSE);
        talk.tape().conversation("192.0.2.1:4001", "192.0.2.2:81").handshake().client(REQUEST).server(RESPONSE);
        Summary summary = read("port 81", talk.pcap());
        assertEquals(1, summary.exchanges());
        assertEquals(new Filtered("port 81", 5, 5, List.of(), List.of(), null), summary.filtered());
        assertEquals(10, summary.packets());
        assertEquals(5, summary.kinds().packets());
    }

    @Test
    void theSuggestionForTagsFindsWhatWasHidden() throws Exception {
        byte[] tagged = talk(packet -> packet.vlan(7));
        Summary summary = read("tcp port 80", tagged);
        assertEquals(0, summary.exchanges());
        assertEquals(List.of(new Hidden("VLAN", 8)), summary.filtered().hidden());
        assertEquals("(tcp port 80) or (vlan and (tcp port 80))", summary.filtered().suggestion());
        assertEquals(1, read(summary.filtered().suggestion(), tagged).exchanges());
    }

    /** {@code vlan} and {@code mpls} shift all that stands behind them; one filter with both would mean MPLS in a VLAN. */
    @Test
    void twoKindsOfTagsHaveNoSuggestion() throws Exception {
        byte[] capture = new PcapWriter().packet(0, inTag("8100 0007 0800")).packet(1000, inTag("8847 00005140")).toBytes();
        Filtered filtered = read("tcp port 80", capture).filtered();
        assertEquals(List.of(new Hidden("VLAN", 1), new Hidden("MPLS", 1)), filtered.hidden());
        assertNull(filtered.suggestion());
    }

    @Test
    void aFilterThatMeansNothingBehindTheTagHasNoSuggestion() throws Exception {
        byte[] capture = new PcapWriter().packet(0, inTag("8847 00005140")).toBytes();
        Filtered filtered = read("tcp port 80 or aarp", capture).filtered();
        assertEquals(List.of(new Hidden("MPLS", 1)), filtered.hidden());
        assertNull(filtered.suggestion());
    }

    private static byte[] inTag(String tag) {
        byte[] header = HexFormat.of().parseHex("020000000001020000000002" + tag.replace(" ", ""));
        byte[] datagram = new PacketWriter("192.0.2.1:4000", "192.0.2.2:80").seq(1).payload(REQUEST).datagram();
        byte[] frame = Arrays.copyOf(header, header.length + datagram.length);
        System.arraycopy(datagram, 0, frame, header.length, datagram.length);
        return frame;
    }

    @Test
    void theSuggestionForFragmentsFindsWhatWasHidden() throws Exception {
        byte[] datagram = new PacketWriter("192.0.2.1:4000", "192.0.2.2:80").seq(1).payload(REQUEST).datagram();
        byte[] capture = new PcapWriter().network(101).packet(0, fragment(datagram, 0, 32)).packet(1000, fragment(datagram, 32, datagram.length - 20)).toBytes();
        Summary summary = read("tcp port 80", capture);
        assertEquals(0, summary.exchanges());
        assertEquals(List.of(new Hidden("fragments", 1)), summary.filtered().hidden());
        assertEquals(1, read(summary.filtered().suggestion(), capture).exchanges());
    }

    private static byte[] fragment(byte[] datagram, int from, int to) {
        byte[] piece = Arrays.copyOf(datagram, 20 + to - from);
        System.arraycopy(datagram, 20 + from, piece, 20, to - from);
        piece[3] = (byte) piece.length;
        piece[6] = (byte) (to < datagram.length - 20 ? 0x20 : 0);
        piece[7] = (byte) (from / 8);
        return piece;
    }

    @Test
    void whatTheFilterDoesNotMeanIsNotHidden() throws Exception {
        Filtered filtered = read("tcp port 81", talk(packet -> packet.vlan(7))).filtered();
        assertEquals(List.of(), filtered.hidden());
        assertNull(filtered.suggestion());
    }

    @Test
    void saysWhyNothingOfALinkTypeCanPass() throws Exception {
        TcpConversation talk = TcpConversation.between("192.0.2.1:4000", "192.0.2.2:80").handshake();
        Filtered filtered = read("ether host 02:00:00:00:00:01", talk.tape().into(new PcapWriter().network(101)).toBytes()).filtered();
        assertEquals(1, filtered.impossible().size());
        assertEquals("no packet of link type 101 RAW can pass: ", filtered.impossible().get(0).replaceFirst("(?<=pass: ).*", ""));
    }
}
