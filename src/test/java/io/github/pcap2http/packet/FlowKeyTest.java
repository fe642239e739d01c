package io.github.pcap2http.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.Address;
import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowKeyTest {
    private record Seen(FlowKey key, boolean forward, String source, String destination) { }

    /** @param ends source and destination of each packet, in turn */
    private static List<Seen> seen(String... ends) throws IOException {
        PcapWriter writer = new PcapWriter().network(101);
        for (int i = 0; i < ends.length; i += 2) writer.packet(1000, new PacketWriter(ends[i], ends[i + 1]).on(101));
        List<Seen> all = new ArrayList<>();
        PacketDecoder decoder = new PacketDecoder();
        try (Capture capture = Capture.open(new ByteArrayInputStream(writer.toBytes()), "test")) {
            for (Packet packet = capture.next(); packet != null; packet = capture.next()) {
                Segment s = decoder.decode(packet);
                all.add(new Seen(s.key(), s.forward(), s.source().toString(), s.destination().toString()));
            }
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1:1000, 10.0.0.2:80",
        "10.0.0.2:80, 10.0.0.1:1000",
        "200.0.0.1:1, 10.0.0.1:2",
        "10.0.0.1:80, 10.0.0.1:65535",
        "10.0.0.1:7, 10.0.0.1:7",
        "[2001:db8::1]:80, [2001:db8::2]:80",
        "[ffff::]:1, [::1]:2",
    })
    void oneKeyForBothDirections(String a, String b) throws IOException {
        List<Seen> seen = seen(a, b, b, a);
        for (Seen s : seen) {
            assertEquals(seen.get(0).key, s.key);
            assertEquals(s.source, (s.forward ? s.key.first() : s.key.second()).toString());
            assertEquals(s.destination, (s.forward ? s.key.second() : s.key.first()).toString());
        }
        assertSame(seen.get(0).key, seen.get(1).key);
        if (!a.equals(b)) assertNotEquals(seen.get(0).forward, seen.get(1).forward);
    }

    @Test
    void theLowerEndIsFirst() throws IOException {
        assertEquals("[::1]:2", seen("[ffff::]:1", "[::1]:2").get(0).key.first().toString());
        assertEquals("10.0.0.1:9", seen("10.0.0.1:9", "200.0.0.1:1").get(0).key.first().toString());
        assertEquals("10.0.0.1:80", seen("10.0.0.1:50000", "10.0.0.1:80").get(0).key.first().toString());
    }

    @Test
    void equalKeysOfDifferentDecoders() throws IOException {
        FlowKey one = seen("10.0.0.1:1", "10.0.0.2:2").get(0).key;
        FlowKey other = seen("10.0.0.2:2", "10.0.0.1:1").get(0).key;
        assertNotSame(one, other);
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
        assertEquals(0, one.compareTo(other));
        assertEquals("10.0.0.1:1 - 10.0.0.2:2", one.toString());
    }

    @Test
    void everyPartCounts() throws IOException {
        List<Seen> seen = seen("10.0.0.1:1", "10.0.0.2:2", "10.0.0.1:1", "10.0.0.2:3", "10.0.0.1:3", "10.0.0.2:2", "10.0.0.1:2", "10.0.0.2:1",
            "10.0.0.1:1", "10.0.0.3:2", "[::a00:1]:1", "[::a00:2]:2", "[1::a00:1]:1", "[1::a00:2]:2", "[::a00:1]:1", "[1::a00:2]:2");
        Set<FlowKey> keys = new HashSet<>();
        for (Seen s : seen) assertTrue(keys.add(s.key), s.key::toString);
    }

    /** Ports that count up, as clients' do, spread over a table's slots. */
    @Test
    void hashesOfSimilarFlowsSpread() {
        Set<Integer> slots = new HashSet<>();
        for (int port = 0; port < 4096; port++) slots.add(FlowKey.hash(false, 0, 0x0a000001, 0, 0x0a000002, port << 16 | 80) & 4095);
        assertTrue(slots.size() > 2300, () -> slots.size() + " of 4096 slots; by chance it would be 2590");
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 5952, sections 2 and 4
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:0db8:0000:0001:0001:0001:0001:0001, 2001:db8:0:1:1:1:1:1",
        "2001:0db8:0000:0000:0000:0000:0002:0001, 2001:db8::2:1",
        "2001:0000:0000:0001:0000:0000:0000:0001, 2001:0:0:1::1",
        "2001:0DB8:AAAA:BBBB:CCCC:DDDD:EEEE:000A, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:a",
        // section 5
        "0000:0000:0000:0000:0000:ffff:c000:0201, ::ffff:192.0.2.1",
        // the ends
        "0000:0000:0000:0000:0000:0000:0000:0000, ::",
        "0000:0000:0000:0000:0000:0000:0000:0001, ::1",
        "fe80:0000:0000:0000:0000:0000:0000:0000, fe80::",
        "0001:0000:0003:0004:0005:0006:0000:0000, 1:0:3:4:5:6::",
    })
    void addressesAsText(String full, String expected) {
        String hex = full.replace(":", "");
        assertEquals(expected, Address.text(true, Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16)));
    }

    @Test
    void ipv4AsText() {
        assertEquals("255.0.10.1", Address.text(false, 0, 0xff000a01L));
    }
}
