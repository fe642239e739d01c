package io.github.pcap2http.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Segments as small scripts. {@code C0/0 abc} is a segment of the client with sequence number 0 (relative to the first data byte) that
 * acknowledges 0 of the server; {@code syn}, {@code synack}, {@code fin}, {@code rst} and {@code -} (no payload) stand for themselves;
 * {@code 0} is the byte zero; {@code +n} lets n milliseconds of capture time pass. Sequence numbers wrap at 2^32 right behind the first byte.
 */
class SegmentScriptTest {
    private static final int CLIENT_ZERO = -1;            // 2^32 - 1
    private static final int SERVER_ZERO = 0x7fff_fffe;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        in order             | C syn; S synack; C0/0 abc; S0/3 de; C3/2 f               | C:abc S:de C:f C.CAPTURE_END S.CAPTURE_END
        both closed          | C syn; S synack; C0/0 a; S0/1 b; S1/1 fin; C1/2 fin      | C:a S:b S.FIN C.FIN
        out of order         | C syn; S synack; C0/0 abc; C6/0 ghi; C3/0 def            | C:abcdefghi C.CAPTURE_END S.CAPTURE_END
        sent again           | C syn; S synack; C0/0 abc; C0/0 abc; C2/0 cde            | C:abcde C.CAPTURE_END S.CAPTURE_END
        first copy wins      | C syn; S synack; C3/0 def; C0/0 abcXYZ                   | C:abcdef C.CAPTURE_END S.CAPTURE_END
        data with SYN        | C syn abc; S synack; C3/0 d                              | C:abcd C.CAPTURE_END S.CAPTURE_END
        keep-alive byte      | C syn; S synack; C0/0 abc; S0/3 d; C2/1 x; C3/1 e        | C:abc S:d C:e C.CAPTURE_END S.CAPTURE_END
        zero-window probe    | C syn; S synack; C0/0 abc; C3/0 d; S0/3 -; C3/0 d; C4/0 e| C:abcde C.CAPTURE_END S.CAPTURE_END
        answer first         | C syn; S synack; S0/3 de; C0/0 abc                       | C:abc S:de C.CAPTURE_END S.CAPTURE_END
        ack before its data  | C syn; S synack; C0/2 abc; S0/0 xy                       | S:xy C:abc C.CAPTURE_END S.CAPTURE_END
        hole acknowledged    | C syn; S synack; C0/0 abc; C5/0 f; S0/6 -; +200; C6/0 g  | C:abc C~2 C:fg C.CAPTURE_END S.CAPTURE_END
        hole late, not lost  | C syn; S synack; C0/0 abc; C5/0 f; S0/6 -; +50; C3/0 de  | C:abcdef C.CAPTURE_END S.CAPTURE_END
        hole not acked waits | C syn; S synack; C0/0 abc; C5/0 f; S0/3 -; +900; C3/0 de | C:abcdef C.CAPTURE_END S.CAPTURE_END
        hole at the end      | C syn; S synack; C0/0 abc; S0/9 x; +200; C9/1 j          | C:abc C~6 S:x C:j C.CAPTURE_END S.CAPTURE_END
        hole of a mute peer  | C syn; C0/- abc; C5/- f; +4000; C6/- g                   | C:abc C~2 C:fg C.CAPTURE_END S.CAPTURE_END
        FIN not captured     | C syn; S synack; C0/0 a; S0/1 b; C1/2 -; C1/2 fin; S1/2 -| C:a S:b C.FIN S.CAPTURE_END
        peer's FIN unseen    | C syn; S synack; C0/0 a; S0/1 b; C1/2 -; +300; C1/2 fin  | C:a S:b C.FIN S.CAPTURE_END
        reset                | C syn; S synack; C0/0 a; S0/1 rst                        | C:a S.RST C.RST
        reset, data late     | C syn; S synack; C1/0 b; S0/2 rst; C0/0 a                | C:ab S.RST C.RST
        refused              | C syn; S0/0 rst                                          | S.RST C.RST
        reset by the client  | C syn; S synack; C0/0 a; S1/- -; C1/0 rst                 | C:a C.RST S.RST
        begins in the middle | C900/500 abc; S500/903 de                                | C:abc S:de C.CAPTURE_END S.CAPTURE_END
        middle, keep-alive   | C899/500 0; +9; S500/900 -; +500; C899/500 0; C900/500 ab| C:ab C.CAPTURE_END S.CAPTURE_END
        middle, octet alone  | C899/500 0; +500; C900/500 abc; C903/500 d               | C:abcd C.CAPTURE_END S.CAPTURE_END
        middle, peer first   | S500/900 x; C899/501 0; C900/501 ab                      | S:x C:ab C.CAPTURE_END S.CAPTURE_END
        middle, one byte     | C899/500 a; C900/500 bc                                  | C:abc C.CAPTURE_END S.CAPTURE_END
        middle, disordered   | S502/903 fg; C900/500 abc; S500/903 de                   | C:abc S:defg C.CAPTURE_END S.CAPTURE_END
        middle, start lost   | C900/500 abc; +10; S520/903 fg; +500; C903/522 h         | C:abc S~20 S:fg C:h C.CAPTURE_END S.CAPTURE_END
        answers not captured | C syn; C0/0 abc; C3/50 def; +300; C6/90 ghi              | C:abc S~50 C:def S~40 C:ghi C.CAPTURE_END S.CAPTURE_END
        two answers lost     | C syn; S synack; C0/0 a; C1/5 b; C2/9 c; S9/3 x; +200; C3/10 d | C:a S~5 C:b S~4 C:c S:x C:d C.CAPTURE_END S.CAPTURE_END
        late ack first       | C syn; C3/2 -; C0/0 abc; S0/3 de; S synack; C3/2 f        | C:abc S:de C:f C.CAPTURE_END S.CAPTURE_END
        late data first      | C syn; C3/2 def; S0/3 xy; S synack; C0/0 abc              | C:abc S:xy C:def C.CAPTURE_END S.CAPTURE_END
        waits in a circle    | C syn; S synack; S0/3 xy; C0/2 abc                       | C:abc S:xy C.CAPTURE_END S.CAPTURE_END
        far off              | C syn; S synack; C0/0 a; C2000000000/0 zzz; C1/0 b       | C:ab C.CAPTURE_END S.CAPTURE_END
        data behind FIN      | C syn; S synack; C0/0 ab; C2/0 fin; C2/0 junk            | C:ab C.FIN S.CAPTURE_END
        answer to FIN first  | C syn; S synack; C0/0 a; C1/1 fin; S0/1 fin; S1/2 -      | C:a S.FIN C.FIN
        FINs cross           | C syn; S synack; C0/0 a; C1/0 fin; S0/1 fin; S1/2 -      | C:a C.FIN S.FIN
        FINs of each other   | C syn; S synack; C0/0 a; C1/1 fin; S0/2 fin              | C:a C.FIN S.FIN
        FIN behind lost bytes| C syn; S synack; C0/0 a; C1/5 fin; +200; S5/2 fin        | C:a S~5 C.FIN S.FIN
        stale FIN            | C syn; S synack; C0/0 abc; S0/3 defg; S1/3 fin; S4/3 h; C3/5 i  | C:abc S:defgh C:i C.CAPTURE_END S.CAPTURE_END
        half-close           | C syn; S synack; C0/0 ab; C2/0 fin; S0/3 cd; S2/3 fin    | C:ab C.FIN S:cd S.FIN
        """)
    void delivers(String name, String script, String expected) {
        assertEquals(expected, play(script, EnumSet.noneOf(Code.class)), name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        other bytes while waiting   | C syn; S synack; C3/0 def; C3/0 dXf; C0/0 abc    | OVERLAP_DIFFERS
        other bytes when delivered  | C syn; S synack; C0/0 abc; C0/0 abX              | OVERLAP_DIFFERS
        the same bytes              | C syn; S synack; C0/0 abc; C0/0 abc; C3/0 d      |
        far off                     | C syn; S synack; C0/0 a; C2000000000/0 zzz       | FAR_SEQUENCE
        """)
    void says(String name, String script, String expected) {
        Set<Code> codes = EnumSet.noneOf(Code.class);
        play(script, codes);
        assertEquals(expected == null ? "" : expected, String.join(" ", codes.stream().map(Enum::name).toList()), name);
    }

    /** Of 250 bytes, which two pieces are that wait. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        of the side with the hole   | C syn; S synack; C0/0 a; S0/1 b; S5/1 f; S9/1 j; S13/1 n                | C:a S:b S~4 S:f S~3 S:j S~3 S:n C.CAPTURE_END S.CAPTURE_END
        of the other side           | C syn; S synack; C0/0 a; S0/1 b; C5/1 f; S5/1 f; S9/1 j; S13/1 n; C1/1 bcde | C:a S:b S~4 S:f C:bcdef S~3 S:j S~3 S:n C.CAPTURE_END S.CAPTURE_END
        of the other, acked late    | C syn; S synack; C0/0 a; C1/0 b; S0/2 b; S1/2 c; C9/0 j; S5/2 f; S9/2 j; S13/2 n; C2/1 cdefghi | C:ab S:bc S~3 S:f C:cdefghij S~3 S:j S~3 S:n C.CAPTURE_END S.CAPTURE_END
        """)
    void holdsToALimit(String name, String script, String expected) {
        Set<Code> codes = EnumSet.noneOf(Code.class);
        String delivered = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> play(script, codes, Limits.DEFAULT.withMaxHeld(250)));
        assertEquals(expected, delivered, name);
        assertEquals(EnumSet.of(Code.HELD_LIMIT), codes, name);
    }

    /** Whatever comes late is told from a new connection by that. */
    @Test
    void knowsHowFarItCameWhenItHasEndedInTheShortWay() {
        TcpConnection connection = new TcpConnection(new Recorder(), Limits.DEFAULT, code -> { });
        Moment now = new Moment(1, 1_000_000_000_000L);
        for (String step : List.of("C syn", "S synack", "C0/0 abc", "S0/3 de", "C3/2 fgh", "S2/6 ijkl")) send(connection, step, now);
        connection.forget();
        assertEquals(0, connection.distance(Side.CLIENT, CLIENT_ZERO + 6, SERVER_ZERO + 6, true, 9));
    }

    private static String play(String script, Set<Code> codes) {
        return play(script, codes, Limits.DEFAULT);
    }

    private static String play(String script, Set<Code> codes, Limits limits) {
        Recorder recorder = new Recorder();
        TcpConnection connection = new TcpConnection(recorder, limits, codes::add);
        Moment now = new Moment(0, 1_000_000_000_000L);
        for (String step : script.split(";")) {
            String text = step.strip();
            if (text.startsWith("+")) {
                now = new Moment(now.frame(), now.nanos() + Long.parseLong(text.substring(1)) * 1_000_000);
                continue;
            }
            now = new Moment(now.frame() + 1, now.nanos() + 1_000_000);
            send(connection, text, now);
        }
        connection.close(EndCause.CAPTURE_END, now);
        return recorder.toString();
    }

    private static void send(TcpConnection connection, String text, Moment now) {
        Side from = text.charAt(0) == 'C' ? Side.CLIENT : Side.SERVER;
        int zero = from == Side.CLIENT ? CLIENT_ZERO : SERVER_ZERO;
        int peerZero = from == Side.CLIENT ? SERVER_ZERO : CLIENT_ZERO;
        String[] words = text.substring(1).strip().split(" ");
        if (words[0].startsWith("syn")) {
            int flags = TcpConnection.SYN | (words[0].equals("synack") ? TcpConnection.ACK : 0);
            Bytes data = words.length > 1 ? Bytes.latin1(words[1]) : Bytes.EMPTY;
            connection.segment(from, zero - 1, words[0].equals("synack") ? peerZero : 0, flags, data, 0, now, now.nanos());
            return;
        }
        String[] numbers = words[0].split("/");
        boolean acks = !numbers[1].equals("-");
        int flags = acks ? TcpConnection.ACK : 0;
        Bytes data = Bytes.EMPTY;
        switch (words[1]) {
            case "fin" -> flags |= TcpConnection.FIN;
            case "rst" -> flags |= TcpConnection.RST;
            case "-" -> { }
            case "0" -> data = Bytes.latin1("\0");
            default -> data = Bytes.latin1(words[1]);
        }
        Recorder.give(connection, from, zero + Integer.parseInt(numbers[0]), acks ? peerZero + Integer.parseInt(numbers[1]) : 0, flags, data, now);
    }
}
