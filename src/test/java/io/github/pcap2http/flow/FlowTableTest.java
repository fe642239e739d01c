package io.github.pcap2http.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.pcap2http.bytes.Held;
import io.github.pcap2http.capture.Capture;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.packet.FlowKey;
import io.github.pcap2http.packet.PacketDecoder;
import io.github.pcap2http.packet.Segment;
import io.github.pcap2http.samples.PacketWriter;
import io.github.pcap2http.samples.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table against a map that keeps the order at each step. */
class FlowTableTest {
    private static final int STEPS = 20_000;

    private final FlowTable table = new FlowTable();
    private final Map<FlowKey, Flow> expected = new LinkedHashMap<>();   // eldest first

    /** @param ends of connections there are at most: few meet again and again, many make the table grow and share slots */
    @ParameterizedTest
    @ValueSource(ints = {3, 40, 2000})
    void findsAllInTheOrderOfTheirUse(int ends) throws IOException {
        Random random = new Random(ends);
        PacketDecoder decoder = new PacketDecoder();
        try (Capture capture = Capture.open(new ByteArrayInputStream(packets(random, ends)), "table")) {
            for (Packet packet = capture.next(); packet != null; packet = capture.next()) {
                step(decoder.decode(packet), random);
                assertEquals(expected.size(), table.size());
                if (random.nextInt(10) == 0) assertSame(expected.isEmpty() ? null : expected.values().iterator().next(), table.eldest());
            }
        }
        for (Flow flow : expected.values()) {
            assertSame(flow, table.eldest());
            table.remove(flow);
        }
        assertNull(table.eldest());
    }

    private static byte[] packets(Random random, int ends) {
        PcapWriter writer = new PcapWriter();
        for (int i = 0; i < STEPS; i++) {
            int end = random.nextInt(ends);
            String source = end % 2 == 0 ? "192.0.2.1:" + (1000 + end) : "[2001:db8::1]:" + (1000 + end);
            String destination = end % 2 == 0 ? "192.0.2.2:80" : "[2001:db8::2]:80";
            boolean answer = random.nextBoolean();
            writer.packet(i, new PacketWriter(answer ? destination : source, answer ? source : destination).on(1));
        }
        return writer.toBytes();
    }

    private void step(Segment segment, Random random) {
        Flow flow = expected.get(segment.key());
        assertSame(flow, table.get(segment.key()));
        if (flow == null) {
            assertNull(table.of(segment));
            put(segment);
        } else if (random.nextInt(8) > 0) {
            assertSame(flow, table.of(segment));
            expected.remove(segment.key());
            expected.put(segment.key(), flow);
        } else if (random.nextBoolean()) {
            expected.remove(segment.key());
            put(segment);   // in its place
        } else {
            expected.remove(segment.key());
            table.remove(flow);
            table.remove(flow);   // nothing happens
        }
    }

    private void put(Segment segment) {
        Flow flow = new Flow(segment.key(), segment, null, Limits.DEFAULT, () -> null, new FlowCounts(), new Held(), true, null, new Endpoints());
        table.put(flow);
        expected.put(flow.key(), flow);
    }
}
