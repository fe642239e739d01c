package io.github.pcap2http.samples;

/** Captures for benchmarks, in memory: short requests and answers on connections of ten each, as web traffic has them. */
public final class Traffic {
    /** Exchanges of a capture. */
    public static final int EXCHANGES = 1000;
    /** Packets of it: ten exchanges of two, three to open a connection and three to close it. */
    public static final int PACKETS = 2600;

    public static final String REQUEST_HEAD = "GET /catalog/items?page=17&sort=price HTTP/1.1\r\nHost: shop.test\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0)\r\n"
        + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: en-US,en;q=0.5\r\n"
        + "Accept-Encoding: gzip, deflate, br, zstd\r\nConnection: keep-alive\r\nCookie: session=0123456789abcdef; theme=dark\r\n\r\n";
    public static final String RESPONSE_HEAD = "HTTP/1.1 200 OK\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\nServer: nginx\r\nContent-Type: application/json\r\n"
        + "Content-Length: 200\r\nCache-Control: no-cache\r\nVary: Accept-Encoding\r\n\r\n";
    public static final String BODY = "{\"id\": 1, \"ok\": true}".repeat(10).substring(0, 200);

    private Traffic() { }

    /** @return a pcap of {@value #EXCHANGES} exchanges */
    public static byte[] pcap() {
        Tape tape = new Tape();
        for (int i = 0; i < EXCHANGES / 10; i++) {
            TcpConversation talk = tape.conversation("192.0.2." + (1 + i % 200) + ":" + (40_000 + i), "198.51.100.1:80").handshake();
            for (int j = 0; j < 10; j++) talk.client(REQUEST_HEAD).server(RESPONSE_HEAD + BODY);
            talk.fin();
        }
        if (tape.frames() != PACKETS) throw new IllegalStateException(tape.frames() + " packets");
        return tape.pcap();
    }
}
