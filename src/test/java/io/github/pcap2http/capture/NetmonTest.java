package io.github.pcap2http.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.capture.Captured.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files of Microsoft Network Monitor, laid out by hand as its help describes them. */
class NetmonTest {
    /** 2023-11-14 22:13:20.250, a Tuesday. */
    private static final String START = "e707 0b00 0200 0e00 1600 0d00 1400 fa00";
    private static final long START_NANOS = 1_700_000_000_250_000_000L;

    /** @param start magic number, version and network; @param frames each in hex */
    private static byte[] file(String start, String... frames) {
        byte[] all = bytes(String.join("", frames));
        String table = hex32(128 + all.length);
        byte[] header = Arrays.copyOf(bytes(start + START + table + hex32(4 * frames.length)), 128);
        byte[] file = Arrays.copyOf(header, 128 + all.length + 4 * frames.length);
        System.arraycopy(all, 0, file, 128, all.length);
        return file;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String hex32(int value) {
        return HexFormat.of().toHexDigits(Integer.reverseBytes(value));
    }

    @Test
    void version1() throws IOException {
        Captured captured = Captured.of(file("52545353 00 01 0100", "e8030000 3c00 0300 616263", "ffffffff 0100 0100 64"));
        assertEquals(List.of(new Item(1, START_NANOS + 1_000_000_000, 1, "abc", 60, null),
            new Item(2, START_NANOS + 4_294_967_295_000_000L, 1, "d", 1, null)), captured.packets());
        assertEquals(List.of(), captured.remarks());
    }

    /** Networks are those of the packets; a time may be before the start; the last two frames are no packets, and one of them has no number. */
    @Test
    void version21() throws IOException {
        Captured captured = Captured.of(file("474d4255 01 02 0000",
            "1800000000000000 3c000000 03000000 616263 0100", "ffffffffffffffff 01000000 01000000 64 0900",
            "0000000000000000 01000000 01000000 65 fcff", "0000000000000000 01000000 01000000 66 ffff",
            "0000000000000000 01000000 01000000 67 0b00", "0100000000000000 01000000 01000000 68 71e0"));
        assertEquals(List.of(new Item(1, START_NANOS + 24_000, 1, "abc", 60, null), new Item(2, START_NANOS - 1000, 101, "d", 1, null),
            new Item(5, START_NANOS + 1000, 113, "h", 1, null)), captured.packets());
        assertEquals(List.of("test: frames of a network type that is not read: 1"), captured.remarks());
    }

    /** The trailer has the time in UTC, in units of 100 ns since 1601. */
    @Test
    void version23() throws IOException {
        Captured captured = Captured.of(file("474d4255 03 02 0100", "0000000000000000 01000000 01000000 61 0100 00000000 87d67fc64717da01 00"));
        assertEquals(List.of(new Item(1, 1_700_000_000_123_456_700L, 1, "a", 1, null)), captured.packets());
    }

    /** Statistics may stand in front of the frames, inside of what is the header elsewhere; the table names them last. */
    @Test
    void framesNeedNotBeginBehindTheHeader() throws IOException {
        String frame = "0100000000000000 08000000 08000000 6162636465666768";
        byte[] file = file("474d4255 00 02 0100", "00".repeat(90), frame, frame);
        System.arraycopy(bytes("0000000000000000 90000000 90000000 0000000000000000 0082aaaa"), 0, file, 72, 28);
        Captured captured = Captured.of(file);
        assertEquals(List.of("abcdefgh", "abcdefgh"), captured.texts());
        assertEquals(List.of(), captured.remarks());
    }

    @Test
    void damageEndsWhereTheNextFrameIs() throws IOException {
        String frame = "0100000000000000 08000000 08000000 6162636465666768 0100";
        byte[] file = file("474d4255 01 02 0100", frame, frame, frame, frame);
        file[128 + 26 + 15] = 0x7f;
        Captured captured = Captured.of(file);
        assertEquals(3, captured.packets().size());
        assertTrue(captured.damaged());
    }

    @Test
    void aCutFileGivesWhatIsThere() throws IOException {
        String frame = "0100000000000000 08000000 08000000 6162636465666768";
        byte[] file = file("474d4255 00 02 0100", frame, frame);
        for (int length = 128; length < file.length; length++) {
            assertEquals(length < 152 ? 0 : length < 176 ? 1 : 2, Captured.of(Arrays.copyOf(file, length)).packets().size(), length + " bytes");
        }
        CaptureException cut = assertThrows(CaptureException.class, () -> Capture.open(new ByteArrayInputStream(file, 0, 100), "test"));
        assertTrue(cut.getMessage().contains("100 of 128 bytes"));
    }

    @Test
    void otherVersionsAreRefused() {
        byte[] file = file("474d4255 00 03 0100", "00");
        CaptureException refused = assertThrows(CaptureException.class, () -> Capture.open(new ByteArrayInputStream(file), "test"));
        assertTrue(refused.getMessage().contains("version 3"));
    }
}
