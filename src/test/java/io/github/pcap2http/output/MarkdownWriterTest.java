package io.github.pcap2http.output;

import static io.github.pcap2http.exchange.TestExchanges.get;
import static io.github.pcap2http.exchange.TestExchanges.request;
import static io.github.pcap2http.output.Documents.OPTIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.TestExchanges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownWriterTest {
    private static String page(Exchange... exchanges) {
        return Documents.written(Format.MARKDOWN, OPTIONS, exchanges);
    }

    private static void assertLine(String line, String page) {
        assertTrue(page.lines().anyMatch(line::equals), () -> "no line " + line + " in\n" + page);
    }

    @Test
    void tellsNumbersStatusesAndServers() {
        String page = page(get("http://a.test/x").answered(200, "OK").with("hello").build(), get("http://a.test/y").answered(404, "Not Found").build(),
            get("http://b.test/z").outcome(Outcome.RESET).build());
        assertLine("## HTTP in `shop.pcap`", page);
        assertLine("| 3 | 1 | 0 | 2 | 665 B | 2024-05-06 07:08:09.123 | 25 ms |", page);
        assertTrue(page.contains("\n| 404 | 1 | "), page);
        assertTrue(page.contains("\n| no response | 1 | "), page);
        assertLine("| `a.test` | `192.0.2.1:8080` | 1 | 1 | 0 | 0 | 0 | 0 | 270 B | 25 ms |", page(get("http://me:x@a.test/@b").answered(200, "OK").build()));
        assertLine("| `a.test` | `192.0.2.1:8080` | 2 | 1 | 0 | 1 | 0 | 0 | 545 B | 25 ms |", page);
        assertLine("| `7-1` | `GET http://b.test/z` | `reset before a response` | 25 ms |", page);
        assertTrue(page.contains("\n<     50 ms        2 \u2588"), page);
    }

    @Test
    void tellsWhatAProxyTriedAgain() {
        Links links = new Links(null, List.of(new Links.Attempt("8-1", Outcome.CONNECT_REFUSED, -1), new Links.Attempt("9-1", Outcome.COMPLETE, 200)));
        String page = page(get("http://a.test/x").answered(200, "OK").links(links).build());
        assertLine("<details><summary>2 attempts for 7-1</summary>", page);
        assertLine("| 1 | `8-1` | connection refused |", page);
        assertLine("| 2 | `9-1` | 200 |", page);
    }

    /** A proxy that tries again may have many failures that no client saw; what one saw comes first. */
    @Test
    void failuresOfClientsComeBeforeThoseOfAttempts() {
        List<Exchange> all = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            all.add(get("http://b.test/" + i).ordinal(i).answered(503, "").links(new Links(new Links.Cause("8-1", "http://a.test/", 1, 2, List.of()), List.of())).build());
        }
        all.add(get("http://a.test/last").ordinal(31).answered(502, "").build());
        String page = page(all.toArray(Exchange[]::new));
        assertTrue(page.contains("\n| 31, of them 30 attempts of a proxy | 31, of them 30 attempts of a proxy | "), page);
        String failed = page.substring(page.indexOf("### Failed"), page.indexOf("### Slowest"));
        assertTrue(failed.lines().skip(4).findFirst().orElseThrow().startsWith("| `7-31` | `GET http://a.test/last` |"), failed);
        assertTrue(failed.contains("\nand 11 more \n"), failed);
        assertEquals(20, failed.lines().filter(line -> line.startsWith("| `7-")).count());
    }

    @Test
    void saysWhyThereIsNothing() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Output output = Format.MARKDOWN.open(Target.stream(bytes), OPTIONS)) {
            output.about(List.of("1 TLS: <b>encrypted</b>"));
        }
        assertEquals("## HTTP in `shop.pcap`\n\n**There are no HTTP exchanges.**\n- `1 TLS: <b>encrypted</b>`\n\n", bytes.toString(StandardCharsets.UTF_8));
    }

    /** What comes from the wire is inside of code, which nothing in it ends; so no cell has too many bars, and nothing outside is markup. */
    @Test
    void nothingFromTheWireIsMarkup() {
        String evil = "`|<img src=x>@everyone [a](http://x)\n\n# h\\|`` *b* \u202e \u001b[31m $x$ &lt; \\";
        String page = page(request(evil, "http://" + evil.replace("/", "") + "/" + evil, "Host: x").answered(500, evil).build(),
            get("http://a.test/" + evil).answered(200, evil).build());
        for (String line : page.split("\n")) {
            if (line.startsWith("```")) continue;
            assertEquals(0, line.chars().filter(c -> c == '`').count() % 2, line);
            String outside = line.replaceAll("`[^`]*`", "");
            assertFalse(outside.matches(".*(@|img|\\[a]|\\*b).*") || line.indexOf('\u202e') >= 0 || line.indexOf('\u001b') >= 0, line);
            if (line.startsWith("| `7-1`")) assertEquals(5, line.chars().filter(c -> c == '|').count(), line);
        }
    }

    @Test
    void aPageStaysShort() {
        List<Exchange> many = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            TestExchanges one = get("http://host" + i + ".test/" + "\u20ac".repeat(5000)).answered(500 + i % 90, "\u20ac".repeat(5000));
            many.add(one.over(TestExchanges.connection(i, new Endpoint("192.0.2.7", 1), new Endpoint("10.0.0." + i % 250, 80))).build());
        }
        String page = page(many.toArray(Exchange[]::new));
        assertTrue(page.getBytes(StandardCharsets.UTF_8).length < 100_000, () -> "length " + page.length());
        assertTrue(page.contains("more than 1000") && page.contains("and 2980 more"), page);
    }
}
