package io.github.pcap2http.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.samples.SnoopWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Snoop files, as RFC 1761 describes them. */
class SnoopTest {
    /** A file laid out by hand: one record of 60 bytes, 3 of them captured, with a byte of padding. */
    @Test
    void aFileLaidOutByHand() throws IOException {
        byte[] file = HexFormat.of().parseHex(("736e6f6f70000000 00000002 00000004"
            + "0000003c 00000003 0000001c 00000005 6553f100 0001e240 616263 00").replace(" ", ""));
        Captured captured = Captured.of(file);
        assertEquals(List.of(new Captured.Item(1, 1_700_000_000_123_456_000L, 1, "abc", 60, null)), captured.packets());
        assertEquals(List.of(), captured.remarks());
    }

    @Test
    void linkTypesAndDrops() throws IOException {
        byte[] file = new SnoopWriter(8).packet(1_000_000_000L, new byte[5]).drops(7).packet(2_000_000_000L, new byte[6]).toBytes();
        try (Capture capture = Capture.open(new ByteArrayInputStream(file), "test")) {
            assertEquals(10, capture.next().linkType());
            assertEquals(6, capture.next().length());
            CaptureFacts facts = capture.facts().get(0);
            assertEquals("snoop", facts.format());
            assertEquals(7, facts.interfaces().get(0).dropped());
        }
    }

    @Test
    void aRecordSmallerThanItsPacketIsDamage() throws IOException {
        byte[] file = new SnoopWriter(4).packet(1_000_000_000L, new byte[8]).packet(1_000_000_000L, new byte[8]).packet(1_000_000_000L, new byte[8])
            .toBytes();
        file[16 + 11] = 24;
        Captured captured = Captured.of(file);
        assertEquals(2, captured.packets().size());
        assertTrue(captured.damaged());
    }
}
