package io.github.pcap2http.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Limits;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A dialogue, cut, repeated, overlapped and shuffled at random, is delivered as it was spoken. The seed is the test case. */
class AnyOrderTest {
    private record Sent(Side from, int seq, int ack, String text) { }

    static LongStream seeds() {
        return LongStream.range(0, 2_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderGivesTheSameDialogue(long seed) {
        Random random = new Random(seed);
        int clientZero = random.nextInt();
        int serverZero = random.nextBoolean() ? -random.nextInt(50) : random.nextInt();
        List<Sent> sent = new ArrayList<>();
        StringBuilder expected = new StringBuilder();
        int[] next = new int[2];
        for (int turn = 0, turns = 2 + random.nextInt(6); turn < turns; turn++) {
            Side from = turn % 2 == 0 ? Side.CLIENT : Side.SERVER;
            String text = text(random, 1 + random.nextInt(60));
            expected.append(turn == 0 ? "" : " ").append(from.name().charAt(0)).append(':').append(text);
            int seq = (from == Side.CLIENT ? clientZero : serverZero) + next[from.ordinal()];
            int ack = (from == Side.CLIENT ? serverZero : clientZero) + next[from.peer().ordinal()];
            cut(from, seq, ack, text, random, sent);
            next[from.ordinal()] += text.length();
        }
        shuffle(sent, random);
        expected.append(" C.CAPTURE_END S.CAPTURE_END");
        assertEquals(expected.toString(), play(clientZero, serverZero, sent, new Recorder()), () -> "seed " + seed);
        assertEquals(expected.toString().replaceAll("[a-z]", "*"), play(clientZero, serverZero, sent, new Recorder(random)), () -> "seed " + seed);
    }

    private static String play(int clientZero, int serverZero, List<Sent> sent, Recorder recorder) {
        TcpConnection connection = new TcpConnection(recorder, Limits.DEFAULT, code -> { });
        Moment now = new Moment(1, 5_000_000_000L);
        connection.segment(Side.CLIENT, clientZero - 1, 0, TcpConnection.SYN, Bytes.EMPTY, 0, now, now.nanos());
        connection.segment(Side.SERVER, serverZero - 1, clientZero, TcpConnection.SYN | TcpConnection.ACK, Bytes.EMPTY, 0, now, now.nanos());
        for (Sent one : sent) {
            now = new Moment(now.frame() + 1, now.nanos() + 10_000);
            Recorder.give(connection, one.from(), one.seq(), one.ack(), TcpConnection.ACK, Bytes.latin1(one.text()), now);
        }
        connection.close(EndCause.CAPTURE_END, now);
        return recorder.toString();
    }

    private static void cut(Side from, int seq, int ack, String text, Random random, List<Sent> sent) {
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(20));
            sent.add(new Sent(from, seq + at, ack, text.substring(at, end)));
            if (random.nextInt(4) == 0) {
                int start = random.nextInt(end);   // sent again from an earlier place
                sent.add(new Sent(from, seq + start, ack, text.substring(start, end)));
            }
            at = end;
        }
    }

    private static void shuffle(List<Sent> sent, Random random) {
        int window = 1 + random.nextInt(12);
        for (int i = 0; i < sent.size(); i++) Collections.swap(sent, i, Math.min(sent.size() - 1, i + random.nextInt(window)));
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) text.append((char) ('a' + random.nextInt(26)));
        return text.toString();
    }
}
