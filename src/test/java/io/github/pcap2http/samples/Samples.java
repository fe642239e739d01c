package io.github.pcap2http.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The captures in the folder {@code samples}: small, made up, each with a story that samples/README.md tells in a line. */
public final class Samples {
    public static final Path FOLDER = Path.of("samples");

    private static final int LINUX_SLL2 = 276;
    private static final int RECEIVED = 0;   // packet types of cooked captures: for this host,
    private static final int SENT = 4;       // and from it
    private static final byte[] GZIPPED_JSON = HexFormat.of().parseHex(
        "1f8b0800000000000203ab56ca2c49cd2d56b28aae562ace2e55b2522a494dd4353054d251ca4bcc4d05f2dd8b5253f31480"
        + "a240a182a2cc64a098899e69ad0e4c7d726981ae813942bd7369818e42716e624e0e4283716dac8e52497e49628e9295b99e"
        + "a90e505351516a5e722550bd6b6890522d1700ca9c350388000000");

    private Samples() { }

    /** @return each file's name and content */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("retry.pcap", retry());
        all.put("shop.pcapng", shop());
        all.put("upload.pcap", upload());
        all.put("lossy.pcap", lossy());
        return all;
    }

    /** Writes them anew. */
    public static void main(String[] args) throws IOException {
        for (Map.Entry<String, byte[]> one : all().entrySet()) Files.write(FOLDER.resolve(one.getKey()), one.getValue());
    }

    /** Captured on the proxy's host, on the device "any". */
    private static byte[] retry() {
        Tape tape = new Tape().stepMicros(150);
        TcpConversation client = tape.conversation("192.0.2.7:44594", "192.0.2.1:8080");
        received(client).syn();
        sent(client).synAck();
        received(client).clientAck().client("""
            GET /cart?id=7 HTTP/1.1\r
            Host: shop.test\r
            User-Agent: curl/8.5.0\r
            Accept: */*\r
            X-Request-ID: 6f1c2a\r
            \r
            """);
        sent(client).serverAck();

        TcpConversation first = tape.conversation("192.0.2.1:51234", "10.0.0.2:80");
        sent(first).syn();
        received(first).serverRst();

        TcpConversation second = tape.pauseMicros(400).conversation("192.0.2.1:51240", "10.0.0.3:80");
        attempt(second);
        received(second.pauseMicros(2_000)).serverRst();

        TcpConversation third = tape.pauseMicros(400).conversation("192.0.2.1:51266", "10.0.0.4:80");
        attempt(third);
        String page = "<!doctype html><title>Cart 7</title><p>One tea, one cup.</p>\n";
        received(third.pauseMicros(1_100_000)).server(response("Server: origin-3\r\n", page));
        sent(third).clientAck();

        sent(client).server(response("Via: 1.1 proxy\r\n", page));
        received(client).clientAck().clientFin();
        sent(client).serverFin();
        received(client).clientAck();
        sent(third).clientFin();
        received(third).serverFin();
        sent(third).clientAck();
        return tape.into(new PcapWriter().network(LINUX_SLL2)).toBytes();
    }

    private static void attempt(TcpConversation upstream) {
        sent(upstream).syn();
        received(upstream).synAck();
        sent(upstream).clientAck().client("""
            GET /cart?id=7 HTTP/1.1\r
            Host: shop.test\r
            User-Agent: curl/8.5.0\r
            Accept: */*\r
            X-Request-ID: 6f1c2a\r
            X-Forwarded-For: 192.0.2.7\r
            Via: 1.1 proxy\r
            \r
            """);
        received(upstream).serverAck();
    }

    private static String response(String field, String page) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + page.length() + "\r\n" + field + "\r\n" + page;
    }

    private static TcpConversation received(TcpConversation conversation) {
        return conversation.each(packet -> packet.cookedType(RECEIVED));
    }

    private static TcpConversation sent(TcpConversation conversation) {
        return conversation.each(packet -> packet.cookedType(SENT));
    }

    /** One connection that is kept alive: a page, a form, compressed JSON, something that has not changed. */
    private static byte[] shop() {
        Tape tape = new Tape().stepMicros(800);
        TcpConversation browser = tape.conversation("[2001:db8::7]:50112", "[2001:db8::1]:80").acknowledged().handshake();
        browser.client("GET / HTTP/1.1\r\nHost: shop.test\r\nAccept: text/html\r\n\r\n").pauseMicros(12_000)
            .server("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 44\r\nSet-Cookie: sid=4711; Path=/; HttpOnly\r\n\r\n"
                + "<!doctype html><link rel=icon href=tea.png>\n");
        browser.pauseMicros(40_000)
            .client("POST /cart HTTP/1.1\r\nHost: shop.test\r\nCookie: sid=4711\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 23\r\n\r\n"
                + "sku=tea-01&note=no+milk").pauseMicros(30_000)
            .server("HTTP/1.1 303 See Other\r\nLocation: /cart.json\r\nContent-Length: 0\r\n\r\n");
        browser.client("GET /cart.json HTTP/1.1\r\nHost: shop.test\r\nCookie: sid=4711\r\nAccept-Encoding: gzip\r\n\r\n").pauseMicros(9_000)
            .server("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: " + GZIPPED_JSON.length + "\r\n\r\n")
            .server(GZIPPED_JSON);
        browser.client("GET /tea.png HTTP/1.1\r\nHost: shop.test\r\nCookie: sid=4711\r\nIf-None-Match: \"t1\"\r\n\r\n").pauseMicros(2_000)
            .server("HTTP/1.1 304 Not Modified\r\nETag: \"t1\"\r\n\r\n");
        browser.pauseMicros(5_000_000).fin();
        return tape.pcapng();
    }

    /** A client that asks before it sends, and a server that streams its answer. */
    private static byte[] upload() {
        Tape tape = new Tape().stepMicros(500);
        TcpConversation curl = tape.conversation("192.0.2.7:40022", "198.51.100.9:8000").acknowledged().handshake();
        curl.client("PUT /notes/1 HTTP/1.1\r\nHost: files.test:8000\r\nContent-Type: text/plain\r\nContent-Length: 3000\r\nExpect: 100-continue\r\n\r\n")
            .pauseMicros(3_000).server("HTTP/1.1 100 Continue\r\n\r\n")
            .client("Remember the milk.\n".repeat(158).substring(0, 3000)).pauseMicros(20_000)
            .server("HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\nTrailer: Digest\r\n\r\n")
            .server("8\r\nstored: \r\n").pauseMicros(150_000).server("e\r\n3000 bytes ok\n\r\n")
            .server("0\r\nDigest: crc32=8d1f3a07\r\n\r\n").fin();
        return tape.into(new PcapWriter().nanos()).toBytes();
    }

    /** The capture began late and then missed a packet; a reset ends it. Three ports were closed. */
    private static byte[] lossy() {
        Tape tape = new Tape().stepMicros(700);
        TcpConversation phone = tape.conversation("192.0.2.8:33001", "198.51.100.9:80").acknowledged();
        phone.server("rest of something that began before the capture\n".repeat(20))
            .client("GET /video HTTP/1.1\r\nHost: media.test\r\n\r\n").pauseMicros(8_000)
            .server("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4000\r\n\r\n" + "a".repeat(1000))
            .unseen().server("b".repeat(1000))
            .server("c".repeat(2000))
            .client("GET /next HTTP/1.1\r\nHost: media.test\r\n\r\n").pauseMicros(8_000).serverRst();
        for (int port : new int[] {81, 8080, 8443}) {
            tape.conversation("192.0.2.8:" + (34_000 + port), "198.51.100.9:" + port).syn().serverRst();
        }
        return tape.pcap();
    }
}
