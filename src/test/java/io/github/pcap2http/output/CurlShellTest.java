package io.github.pcap2http.output;

import static io.github.pcap2http.exchange.TestExchanges.get;
import static io.github.pcap2http.exchange.TestExchanges.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.TestExchanges;
import io.github.pcap2http.output.RecordingServer.Received;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands run in the shells that are there, with the curl that is there: a server must get what the capture had. */
class CurlShellTest {
    private static final String ALL_BYTES = allBytes();

    @TempDir
    private Path folder;
    private RecordingServer server;

    private static String allBytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) all[i] = (byte) i;
        return new String(all, StandardCharsets.ISO_8859_1);
    }

    @BeforeEach
    void startServer() throws IOException {
        assumeTrue(installed("curl") && installed("sh"), "curl or sh is not installed");
        server = new RecordingServer();
    }

    @AfterEach
    void stopServer() throws IOException {
        if (server != null) server.close();
    }

    private static boolean installed(String program) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(directory, program))) return true;
        }
        return false;
    }

    private Exchange here(TestExchanges exchange) {
        return exchange.over(TestExchanges.connection(7, new Endpoint("192.0.2.7", 4000), new Endpoint("127.0.0.1", server.port()))).answered(200, "OK").build();
    }

    /** All commands of a document are run by a shell, and the server gets the same requests. */
    private void assertSame(TestExchanges... exchanges) throws IOException, InterruptedException {
        assertSame(List.of("sh"), exchanges);
    }

    /** So, by each shell that there is. */
    private void assertSameInAllShells(TestExchanges... exchanges) throws IOException, InterruptedException {
        assertSame(List.of("sh", "bash", "zsh", "busybox"), exchanges);
    }

    private void assertSame(List<String> shells, TestExchanges... exchanges) throws IOException, InterruptedException {
        Exchange[] all = new Exchange[exchanges.length];
        List<Received> wanted = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            all[i] = here(exchanges[i]);
            wanted.add(asReceived(all[i].request()));
        }
        String commands = Documents.written(Format.CURL, Documents.OPTIONS, all);
        for (String shell : shells) {
            if (!installed(shell)) continue;
            run(shell, commands);
            List<Received> got = server.take();
            for (int i = 0; i < all.length; i++) assertEquals(wanted.get(i), i < got.size() ? got.get(i) : null, shell + ":\n" + commands.split("\n\n# 7-1")[i]);
            assertEquals(all.length, got.size());
        }
    }

    private static Received asReceived(Request request) {
        List<String> fields = new ArrayList<>();
        for (Field field : request.fields()) {
            String name = field.name().equalsIgnoreCase("host") ? "Host" : field.name();   // curl has it so, whatever it is told
            if (!field.name().equalsIgnoreCase("content-length")) fields.add(name + ":" + (field.value().isEmpty() ? "" : " " + field.value()));
        }
        fields.sort(null);
        return new Received(request.method() + " " + request.target() + " " + request.version(), fields, request.body().content().latin1());
    }

    private void run(String shell, String commands) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("commands.curl"), commands);
        Path out = folder.resolve("out");
        List<String> line = shell.equals("busybox") ? List.of(shell, "sh", script.toString()) : List.of(shell, script.toString());
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile()).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("CURL_HOME", folder.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        if (!ended) process.destroyForcibly();
        assertEquals(0, ended ? process.exitValue() : -1, () -> shell + ": " + read(out) + "\n" + commands);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void methodsAndFraming() throws Exception {
        assertSame(get("http://shop.test/", "Host: shop.test", "Accept: */*", "User-Agent: curl/8"),
            get("http://shop.test/"),
            request("HEAD", "http://shop.test/h", "Host: shop.test"),
            request("POST", "http://shop.test/p", "Host: shop.test", "Content-Length: 3", "Content-Type: text/plain").sending("a=b"),
            request("POST", "http://shop.test/p", "Host: shop.test", "Content-Length: 0"),
            request("POST", "http://shop.test/p", "Host: shop.test"),
            request("PUT", "http://shop.test/p", "Host: shop.test", "Transfer-Encoding: chunked").sending("chunks"),
            request("PUT", "http://shop.test/p", "Host: shop.test", "Transfer-Encoding: chunked"),
            request("PUT", "http://shop.test/p", "Host: shop.test", "Expect: 100-continue", "Content-Length: 1").sending("x"),
            request("PUT", "http://shop.test/p", "Host: shop.test", "Transfer-Encoding: chunked", "Expect: 100-continue").sending("x"),
            request("DELETE", "http://shop.test/p", "Host: shop.test"),
            request("get", "http://shop.test/p", "Host: shop.test"),
            request("-o/x", "http://shop.test/p", "Host: shop.test"),
            request("!#$%&'*+-.^_`|~", "http://shop.test/p", "Host: shop.test"),
            get("http://shop.test/with-body", "Host: shop.test", "Content-Length: 2").sending("{}"),
            request("OPTIONS", "http://shop.test/", "Host: shop.test").target("*"),
            request("CONNECT", "https://shop.test:443/", "Host: shop.test:443").target("shop.test:443"));
    }

    @Test
    void targetsThatCurlWouldChange() throws Exception {
        List<TestExchanges> exchanges = new ArrayList<>();
        for (String target : List.of("/a?id=7&b=c", "/a[1-3]{b,c}?x[]=1", "/a/../b/./c//d", "/%2e%2e/x", "//evil.test/a", "/a?", "/?", "/a b", "/a#b", "/\"<>\\^`{|}",
            "/'$(touch x)`id`!!;&*?~", "/$HOME${PATH}", "/a\u0000".substring(0, 2), "/caf\u00e9", "/caf\u00c3\u00a9", "/\u00e2\u0080\u00ae", "/a%00%zz%", "/a\tb", "/a?b=c?d=e",
            "http://other.test/x?y", "http://other.test:8081/", "http://other.test", "http://user:secret@other.test/x", "https://other.test/x", "file:///etc/passwd",
            "other.test:443", "?", "x", "-d@/etc/passwd", "@/etc/passwd", "http://a.test\\@b.test/")) {
            exchanges.add(get("http://shop.test/", "Host: shop.test").target(target));
        }
        assertSame(exchanges.toArray(TestExchanges[]::new));
    }

    @Test
    void hostsThatCurlWouldChange() throws Exception {
        List<TestExchanges> exchanges = new ArrayList<>();
        for (String host : List.of("Shop.Test", "shop.test:80", "shop.test:8080", "shop.test:", "shop.test:080", "shop.test.", "127.1", "0x7f000001", "2130706433", "017700000001",
            "[::1]:80", "[::1]", "a_b.test", "-x", "a..b", "a b", "localhost", "ex ample", "user@shop.test", "\u00fcml\u00e4ut.test", "x.onion", "1.2.3.4.5", "$(id)", "'", "")) {
            exchanges.add(get("http://shop.test/", "Host: " + host));
        }
        exchanges.add(get("http://shop.test/", "host: shop.test"));
        exchanges.add(get("http://shop.test/", "HOST: other.test").target("http://shop.test/a"));
        exchanges.add(get("HTTP://shop.test/b", "Host: shop.test").target("HTTP://shop.test/b"));
        exchanges.add(get("ftp://shop.test/c", "Host: shop.test").target("ftp://shop.test/c"));
        assertSame(exchanges.toArray(TestExchanges[]::new));
    }

    @Test
    void fieldsOfAnyBytes() throws Exception {
        assertSameInAllShells(get("http://shop.test/", "Host: shop.test", "X-Empty:", "X-Twice: 1", "X-Twice: 2", "x-quote: 'it''s \"fine\"' $HOME `id` \\ !! %s %% \\n",
                "X-Latin: caf\u00e9 \\ % ' ! -", "X-Utf8: caf\u00c3\u00a9 \u00e2\u0082\u00ac", "X-Controls: a\tb\u0001\u001b[31m\u007f\u0085", "X-Bidi: \u00e2\u0080\u00ae",
                "X-At: @/etc/passwd", "X-Semicolon: a;b", "Cookie: a=b; c=\"d e\"", "Connection: close", "TE: trailers", "Keep-Alive: 5", "Accept-Encoding: gzip, br", "Referer: http://x/",
                "Authorization: Basic YTpi", "Proxy-Connection: x", "A!#$%&'*+.^_`|~9: odd name", "Range: bytes=0-1", "Upgrade: h2c", "-H: x"),
            get("http://shop.test/", "Host: shop.test", "Accept: text/html", "Content-Type: text/plain"),
            get("http://shop.test/", "Host: shop.test", "accept: */*", "user-agent:"));
    }

    @Test
    void bodiesOfAnyBytes() throws Exception {
        List<TestExchanges> exchanges = new ArrayList<>();
        for (String body : List.of("@/etc/passwd", "-", "-x", "a\nb\n", "\n", "'", "'; touch x; '", "$(id) `id` $HOME \\n %s %% !! \\", "\u00c3\u00a9", "\u00e9", "\u0000", ALL_BYTES,
            ALL_BYTES.repeat(300), "a\r\nb\tc", "{\n  \"a\": \"b\"\n}\n", "x".repeat(200_000), "---\n--x\n-".repeat(50) + "\u0000", "\u00e2\u0080\u00ae")) {
            exchanges.add(request("POST", "http://shop.test/", "Host: shop.test", "Content-Length: " + body.length()).sending(TestExchanges.body(body.getBytes(StandardCharsets.ISO_8859_1))));
        }
        assertSameInAllShells(exchanges.toArray(TestExchanges[]::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void anythingAtRandom(long seed) throws Exception {
        Random random = new Random(seed);
        List<TestExchanges> exchanges = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String body = text(random, 40, "");
            exchanges.add(request("POST", "http://shop.test/", "Host: shop.test", "X-A: " + text(random, 20, "\0\r\n").strip(), "X-B: b" + text(random, 20, "\0\r\n") + "b")
                .target("/" + text(random, 20, "\0\r\n ")).sending(TestExchanges.body(body.getBytes(StandardCharsets.ISO_8859_1))));
        }
        assertSameInAllShells(exchanges.toArray(TestExchanges[]::new));
    }

    private static String text(Random random, int most, String without) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most) + 1; i > 0; i--) {
            char c = (char) (random.nextBoolean() ? random.nextInt(256) : "'\"\\$`!%&;|<>(){}[]*?~#-@ =".charAt(random.nextInt(26)));
            if (without.indexOf(c) < 0) text.append(c);
        }
        return text.append('z').toString();
    }

    @Test
    void aBodyTooLongForACommandIsInTheFileThatBodiesMakes() throws Exception {
        byte[] body = new byte[(1 << 20) + 1];
        new Random(1).nextBytes(body);
        TestExchanges upload = request("PUT", "http://shop.test/up/../load.bin", "Host: shop.test").sending(TestExchanges.body(body));
        Path bodies = folder.resolve("bodies");
        try (Output output = BodyFiles.in(bodies)) {
            output.finished(here(upload));
        }
        Files.createSymbolicLink(folder.resolve("shop.test"), bodies.resolve("shop.test"));
        assertSame(upload);
    }

    @Test
    void oldVersions() throws Exception {
        Exchange old = here(get("http://shop.test/a", "User-Agent: x"));
        Request request = old.request();
        Exchange http10 = new Exchange(old.id(), old.connection(), old.url(), new Request("GET", "/a", "HTTP/1.0", request.fields(), 20, request.body(), Fields.EMPTY),
            old.response(), old.interim(), old.outcome(), old.error(), old.timing(), old.requestSpan(), old.responseSpan(), 0, 0, 1, old.diagnostics(), old.links());
        run("sh", Documents.written(Format.CURL, Documents.OPTIONS, http10));
        assertEquals(List.of(new Received("GET /a HTTP/1.0", List.of("User-Agent: x"), "")), server.take());
    }
}
