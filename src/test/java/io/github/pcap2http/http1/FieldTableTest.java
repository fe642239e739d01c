package io.github.pcap2http.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines that come again and again are read as if each were the first. */
class FieldTableTest {
    @Test
    void repeatedLinesReadTheSame() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            // few different ones, of equal length, that differ anywhere: so that places are shared and lines are met for the nth time
            byte[] value = "abcdefghijklmnopqrst".getBytes();
            value[random.nextInt(value.length)] = (byte) ('0' + random.nextInt(10));
            String name = random.nextBoolean() ? "X-Name" : "x-name";
            Field field = new Field(name, new String(value, 0, random.nextInt(value.length)));
            String line = field.name() + ": " + field.value() + "\r\n";
            Head head = Head.read(Bytes.latin1("GET / HTTP/1.1\r\n" + line + line + "\r\n"), true);
            Field read = field.value().isEmpty() ? new Field(name, "") : field;
            assertEquals(read, head.fields().at(0), line);
            assertEquals(read, head.fields().at(1), line);
        }
    }

    /** What is no field as the grammar wants it is noted each time. */
    @Test
    void oddLinesAreNotedEachTime() {
        for (int time = 0; time < 4; time++) {
            Head head = Head.read(Bytes.latin1("GET / HTTP/1.1\r\nX Name : a value of it\r\n\r\n"), true);
            assertEquals(1, head.notes().size());
            assertEquals(new Field("XName", "a value of it"), head.fields().at(0));
        }
    }

    /** The quick way to read a head comes to the same as the other one, whatever came before, and leaves to that what is odd. */
    @Test
    void linesInAnyOrderReadTheSame() {
        String[] lines = {"Host: a.example\r\n", "Host: b.example\r\n", "Accept: */*\r\n", "A:\r\n", "Accept-Encoding: gzip, br\r\n",
            "Content-Length: 10\r\n", "content-length: 0\r\n", "X: " + "y".repeat(252) + "\r\n", "X: " + "y".repeat(253) + "\r\n",
            "X: " + "y".repeat(254) + "\r\n", "X: " + "y".repeat(700) + "\r\n", "Content-Length: 1234567890\r\n", "Content-Length: 1,2\r\n",
            "Content-Length: 12\n", "Content-Length: \r\n", "Accept: */*\n", " folded line\r\n", "Accept: */*\rB: c\r\n", "Accept : */*\r\n",
            "no colon here\r\n", "Accept: \0*/*\r\n", "Accept: */*\r\r\n", "X: " + "y".repeat(300) + "\n", "Accept-"};
        Random random = new Random(11);
        int like = 0;
        int fields = 0;
        int quick = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder("GET / HTTP/1.1\r\n");
            int odd = random.nextInt(3) == 0 ? lines.length : 11;
            for (int count = random.nextInt(6); count > 0; count--) text.append(lines[random.nextInt(odd)]);
            Bytes bytes = Bytes.latin1(text.append("\r\n").toString());
            Bytes more = Bytes.latin1("before" + text + "Accept: */*\r\n\r\n").from(6);
            PlainLines walk = new PlainLines(bytes, like, fields);
            Head head = walk.head(walk.requestLine());
            if (head == null) continue;
            quick++;
            like = walk.firstKnown();
            fields = walk.count();
            Head other = Head.read(bytes, true);
            assertEquals(new Head(other.startLine(), StartLine.request(other.startLine()), other.fields(), other.length(), head.said(), other.notes()), head);
            assertEquals(head, plain(more), text.toString());
            assertNull(plain(bytes.slice(0, bytes.length() - 1)));
            assertNull(plain(bytes.slice(0, random.nextInt(bytes.length())).copy()), "cut, with nothing behind it");
        }
        assertTrue(quick > 10_000, quick + " heads");
    }

    /** Heads of one connection, which are nearly all the same, one behind the other. */
    @Test
    void whatMostlyComesAgainReadsTheSame() {
        Random random = new Random(13);
        StringBuilder input = new StringBuilder();
        List<Head> heads = new ArrayList<>();
        for (int round = 0; round < 5000; round++) {
            int seldom = random.nextInt(100);
            String host = "Host: one.example" + (seldom == 0 ? "\r\nHost: other.example" : "") + "\r\nUser-Agent: a test of this";
            String more = seldom == 1 ? "" : "\r\nAccept: text/html" + (seldom == 2 ? ", */*" : "") + "\r\nContent-length: 3";
            String text = "POST / HTTP/1.1\r\n" + host + more + (seldom == 3 ? "\r\nTransfer-Encoding: chunked" : "") + "\r\nConnection: keep-alive\r\n\r\n";
            heads.add(Head.read(Bytes.latin1(text), true));
            input.append(text);
        }
        Bytes all = Bytes.latin1(input.toString());
        int at = 0;
        int like = 0;
        for (Head head : heads) {
            PlainLines lines = new PlainLines(all.from(at), like, 0);
            Head read = lines.head(lines.requestLine());
            like = lines.firstKnown();
            at += (int) read.length();
            assertEquals(head.fields(), read.fields());
            boolean coded = head.fields().has("transfer-encoding");
            int said = coded ? BodyFraming.ASK : head.fields().has("content-length") ? 3 : BodyFraming.UNSAID;
            assertEquals(said, read.said());
        }
        assertEquals(all.length(), at);
    }

    private static Head plain(Bytes bytes) {
        PlainLines lines = new PlainLines(bytes, 0, 0);
        StartLine.RequestLine line = lines.requestLine();
        return line == null ? null : lines.head(line);
    }
}
