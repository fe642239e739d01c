package io.github.pcap2http.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Held;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The ClientHello of RFC 8448, section 3 (a trace of TLS 1.3), and what can become of it. */
class TlsConnectionTest {
    private static final Moment NOW = new Moment(1, 0);
    private static final byte[] RFC_8448 = HexFormat.of().parseHex("""
        16 03 01 00 c4 01 00 00 c0 03 03 cb 34 ec b1 e7 81 63 ba 1c 38 c6 da cb 19 6a 6d ff a2 1a 8d 99 12 ec 18 a2 ef 62 83
        02 4d ec e7 00 00 06 13 01 13 03 13 02 01 00 00 91 00 00 00 0b 00 09 00 00 06 73 65 72 76 65 72 ff 01 00 01 00 00 0a
        00 14 00 12 00 1d 00 17 00 18 00 19 01 00 01 01 01 02 01 03 01 04 00 23 00 00 00 33 00 26 00 24 00 1d 00 20 99 38 1d
        e5 60 e4 bd 43 d2 3d 8e 43 5a 7d ba fe b3 c0 6e 51 c1 3c ae 4d 54 13 69 1e 52 9a af 2c 00 2b 00 03 02 03 04 00 0d 00
        20 00 1e 04 03 05 03 06 03 02 03 08 04 08 05 08 06 04 01 05 01 06 01 02 01 04 02 05 02 06 02 02 02 00 2d 00 02 01 01
        00 1c 00 02 40 01""".replaceAll("\\s", ""));

    private static String said(Consumer<TlsConnection> story) {
        Journal journal = new Journal(() -> null, Limits.DEFAULT, () -> null, exchange -> { }, new Held());
        TlsConnection tls = new TlsConnection(journal);
        story.accept(tls);
        for (Side side : Side.values()) tls.end(side, EndCause.FIN, NOW);
        assertEquals(1, journal.encrypted().size(), "told once");
        return journal.encrypted().get(0).serverName() + " " + journal.encrypted().get(0).protocols();
    }

    private static Consumer<TlsConnection> pieces(byte[] bytes, int size) {
        return tls -> {
            for (int i = 0; i < bytes.length; i += size) tls.data(Side.CLIENT, Bytes.of(bytes, i, Math.min(size, bytes.length - i)), NOW);
        };
    }

    /** @param extensions each its type, its length and its data */
    private static byte[] hello(String... extensions) {
        String all = String.join("", extensions).replace(" ", "");
        String body = "0303" + "aa".repeat(32) + "00" + "00021301" + "0100" + HexFormat.of().toHexDigits((short) (all.length() / 2)) + all;
        String message = "01" + HexFormat.of().toHexDigits(body.length() / 2, 6) + body;
        return HexFormat.of().parseHex("160301" + HexFormat.of().toHexDigits((short) (message.length() / 2)) + message);
    }

    @Test
    void theServerNameHoweverItIsCut() {
        for (int size = 1; size <= RFC_8448.length; size++) assertEquals("server []", said(pieces(RFC_8448, size)));
    }

    @Test
    void spreadOverRecords() {
        byte[] two = new byte[RFC_8448.length + 5];
        System.arraycopy(RFC_8448, 0, two, 0, 65);
        two[4] = 60;
        System.arraycopy(new byte[] {0x16, 3, 1, 0, (byte) (0xc4 - 60)}, 0, two, 65, 5);
        System.arraycopy(RFC_8448, 65, two, 70, RFC_8448.length - 65);
        for (int size = 1; size <= two.length; size++) assertEquals("server []", said(pieces(two, size)));
    }

    @Test
    void whatIsThereOfOneThatIsCut() {
        for (int length = 0; length < RFC_8448.length; length++) {
            int end = length;
            byte[] part = java.util.Arrays.copyOf(RFC_8448, length);
            String expected = length >= 71 ? "server []" : "null []";   // where the name ends
            assertEquals(expected, said(pieces(part, 1500)), "the first " + end);
            assertEquals(expected, said(tls -> {
                pieces(part, 1500).accept(tls);
                tls.gap(Side.CLIENT, RFC_8448.length - end, NOW);
            }), "a hole behind the first " + end);
        }
    }

    @Test
    void theProtocolsThatAreOffered() {
        byte[] bytes = hello("00 10 00 11 00 0f 02 0a 0a 02 68 32 08 68 74 74 70 2f 31 2e 31", "00 00 00 0b 00 09 00 00 06 41 2e 74 65 73 74");
        assertEquals("a.test [h2, http/1.1]", said(pieces(bytes, 7)));
    }

    @Test
    void noNameThatCanBeNone() {
        assertEquals("null []", said(pieces(hello("00 00 00 0b 00 09 00 00 06 41 2e 1b 5b 32 4a"), 99)), "control characters");
        assertEquals("null []", said(pieces(hello("00 00 00 0b 00 09 00 00 ff 41 2e 74 65 73 74"), 99)), "longer than its extension");
        assertEquals("null []", said(pieces(hello("00 00 ff ff 00 09 00 00 40 41"), 99)), "longer than the message");
        assertEquals("null []", said(pieces(hello("00 00 00 00 00 10 00 00"), 99)), "empty");
        assertEquals("null []", said(tls -> tls.data(Side.SERVER, Bytes.of(RFC_8448), NOW)), "of the server");
    }

    @Test
    void endlessHandshakesAreLeft() {
        byte[] record = new byte[5 + 16384];
        System.arraycopy(new byte[] {0x16, 3, 1, 0x40, 0}, 0, record, 0, 5);
        record[5] = 1;
        record[6] = (byte) 0xff;
        assertEquals("null []", said(tls -> {
            for (int i = 0; i < 100; i++) tls.data(Side.CLIENT, Bytes.of(record), NOW);
        }));
    }
}
