package io.github.pcap2http.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.TestExchanges;
import io.github.pcap2http.output.Format;
import io.github.pcap2http.output.Output;
import io.github.pcap2http.output.OutputOptions;
import io.github.pcap2http.output.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A value that nothing else has is made secret in one place of an exchange and put, in all encodings, into all others: then none of its bytes may be in any
 * output, not even when encodings are taken off that.
 */
class NothingLeaksTest {
    /** Formats in which each exchange has its URL; a command of curl names the server where the request had no Host. */
    private static final Set<Format> SHOW_ALL = EnumSet.of(Format.HAR, Format.JSONL, Format.LOG);

    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";

    @TempDir
    Path folder;

    private final List<String> markers = new ArrayList<>();
    private Random random = new Random(0);

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("leak.rounds", 40));
    }

    private String marker() {
        StringBuilder text = new StringBuilder();
        int length = 12 + random.nextInt(20);
        for (int i = 0; i < length; i++) text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        String marker = text.toString();
        markers.add(marker);
        String odd = new String[]{"", "", "/", "+", "%", "\"", "\\", "&", " ", "\u00e4", "<", "'", "=", ";"}[random.nextInt(14)];
        return marker.substring(0, 6) + odd + marker.substring(6);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String wire(String text) {
        return new String(utf8(text), StandardCharsets.ISO_8859_1);
    }

    private static String percent(String text, boolean all, boolean lower) {
        StringBuilder out = new StringBuilder();
        for (byte b : utf8(text)) {
            boolean plain = !all && b > 0 && Character.isLetterOrDigit(b);
            out.append(plain ? String.valueOf((char) b) : String.format(lower ? "%%%02x" : "%%%02X", b & 0xff));
        }
        return out.toString();
    }

    private static String json(String text, boolean all) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (all || c > 0x7e) out.append(String.format("\\u%04x", (int) c));
            else out.append(c == '"' || c == '\\' ? "\\" : "").append(c);
        }
        return out.toString();
    }

    private static String overlong(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : utf8(text)) out.append(b < 0 ? String.format("%%%02x", b & 0xff) : String.format("%%%02X%%%02x", 0xc0 | b >> 6, 0x80 | b & 0x3f));
        return out.toString();
    }

    private static String html(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) out.append(Character.isLetterOrDigit(c) && c < 0x80 ? String.valueOf(c) : "&#" + (int) c + ";");
        return out.toString();
    }

    /** One of the ways to write {@code value} that keep to plain characters, so that it may stand anywhere. */
    private String encoded(String value) {
        Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
        List<Function<String, String>> ways = List.of(v -> percent(v, false, false), v -> percent(v, true, true), v -> percent(percent(v, false, true), false, false),
            v -> percent(percent(percent(v, true, false), false, false), false, false), v -> url.encodeToString(utf8(v)),
            v -> url.encodeToString(utf8("x:" + v + "y")), v -> Base64.getEncoder().encodeToString(utf8("u:" + v)),
            v -> HexFormat.of().formatHex(utf8(v)), v -> HexFormat.of().withUpperCase().formatHex(utf8(v)),
            v -> overlong(v), v -> url.encodeToString(utf8("{\"a\":\"" + json(v, true) + "\"}")), v -> url.encodeToString(utf8("some text: " + percent(v, true, true))),
            v -> url.encodeToString(utf8("so: " + url.encodeToString(utf8("x: " + v + " y")))),
            v -> percent(json(v, true), false, false), v -> percent(v, false, false).replace("%20", "+"));
        return ways.get(random.nextInt(ways.size())).apply(value);
    }

    private TestExchanges odd(String value, String name, String field) {
        String url = "http://a.test/" + encoded(value) + "?" + name + "&other=" + encoded(value) + "&next="
            + percent("http://b.test/?x=" + encoded(value), false, false);
        String body = switch (random.nextInt(6)) {
            case 0 -> "{\"a\":\"" + wire(json(value, random.nextBoolean())) + "\",\"b\":[\"" + encoded(value) + "\"]}";
            case 1 -> "<p title=\"" + html(value) + "\">" + wire(html(value)) + "</p>";
            case 2 -> "x ".repeat(random.nextInt(1_000)) + encoded(value) + " y".repeat(random.nextInt(1_000));
            case 3 -> "a=" + percent(value, false, false) + "&b=" + percent(value, true, true);
            case 4 -> "--B\r\nContent-Disposition: form-data; name=\"" + percent(value, false, false) + "\"; filename=\"" + encoded(value)
                + "\"\r\n\r\n" + wire(value) + "\r\n--B--\r\n";
            default -> "\0binary" + wire(value);
        };
        return TestExchanges.request("POST", url, field, "Referer: http://a.test/?q=" + encoded(value), "X-Odd: " + encoded(value),
                "X-" + Base64.getUrlEncoder().withoutPadding().encodeToString(utf8(value)) + ": 1", "Content-Type: " + (body.startsWith("--B") ? "multipart/form-data; boundary=B" : "text/plain"))
            .sending(TestExchanges.body(body.getBytes(StandardCharsets.ISO_8859_1)))
            .answered(200, "OK " + encoded(value), "Location: /?to=" + encoded(value), "Set-Cookie: a=b; Expires=" + encoded(value), "Link: <" + encoded(value) + ">")
            .with(TestExchanges.body(body.getBytes(StandardCharsets.ISO_8859_1)))
            .interim(103, encoded(value), "Link: <" + encoded(value) + ">")
            .trailers(TestExchanges.fields("X-Sum: " + encoded(value)), TestExchanges.fields("X-Sum: " + encoded(value)))
            .note(Code.BAD_FIELD, "odd: " + encoded(value)).note(Code.GARBAGE, "z".repeat(185) + value)
            .links(random.nextBoolean() ? Links.NONE
                : new Links(new Links.Cause("3-1", url, 1, 1, List.of("field " + encoded(value))), List.of()));
    }

    /** What makes a value secret: a parameter of the URL or a field. */
    private TestExchanges secret() {
        String value = marker();
        String parts = "{\"user\":\"somebody\",\"password\":\"" + json(value, random.nextBoolean()) + "\"}";
        return switch (random.nextInt(11)) {
            case 8 -> odd(value, "state=" + percent(Base64.getUrlEncoder().encodeToString(utf8(parts)), false, false), "A: b");
            case 9 -> odd(value, "x=1", "Authorization:  bAsIc\t " + Base64.getEncoder().encodeToString(utf8("me:" + value)));
            case 10 -> odd(value, "x=" + percent("<a><password><b>" + html(value) + "</b></password></a>", false, true), "A: b");
            case 0 -> odd(value, "token=" + percent(value, random.nextBoolean(), random.nextBoolean()), "A: b");
            case 1 -> odd(value, "x=1", "X-Auth-Token: " + wire(value));
            case 2 -> odd(value, "x=1", "Authorization: Basic " + Base64.getEncoder().encodeToString(utf8("me:" + value)));
            case 3 -> odd(value, "x=1", "cookie: a=b; c=" + percent(value, false, false));
            case 4 -> odd(value, "x=" + percent("{\"password\":\"" + json(value, false) + "\"}", false, false), "A: b");
            case 5 -> odd(value, "next=" + percent("https://b.test/?x=1&user[secret]=" + percent(value, false, true), true, true), "A: b");
            case 6 -> odd(value, "x=1", "Origin: http://" + percent(value, false, false) + ":x@a.test");
            default -> odd(value, "x=1", "X-My: " + percent(value, false, false)).note(Code.OBS_FOLD, "api_key=" + percent(value, false, false));
        };
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noByteOfASecretIsInAnyOutput(long seed) throws IOException {
        random = new Random(seed);
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 3; i++) exchanges.add(secret().ordinal(i + 1).build());
        Mode mode = Mode.values()[random.nextInt(3)];
        for (String output : outputs(mode, exchanges)) assertNoMarker(output, "seed " + seed + " " + mode);
    }

    /** The attempt has none of the names that make a value secret in the request it was made for. */
    @Test
    void whatIsSecretInARequestIsSoInItsAttempts() throws IOException {
        String value = marker();
        Exchange parent = TestExchanges.get("http://a.test/" + value, "X-Token: " + value)
            .links(new Links(null, List.of(new Links.Attempt("9-1", Outcome.COMPLETE, 200)))).build();
        Exchange attempt = TestExchanges.get("http://b.test/" + value, "X-Other: " + value).answered(200, "OK")
            .links(new Links(new Links.Cause("7-1", "http://a.test/" + value, 1, 1, List.of("field " + value)), List.of())).build();
        for (String output : outputs(Mode.MASK, List.of(parent, attempt))) assertNoMarker(output, "family");
    }

    /** As where only the attempt was chosen. */
    @Test
    void anAttemptWithoutTheRequestItWasMadeFor() {
        Redaction redaction = Redaction.of(Mode.MASK, true, List.of(), (byte) 7);
        redaction.seen(TestExchanges.get("http://a.test/", "X-Token: abcdefgh12").links(new Links(null, List.of(new Links.Attempt("9-1", Outcome.COMPLETE, 200))))
            .build());
        Exchange attempt = TestExchanges.get("http://b.test/abcdefgh12").links(new Links(new Links.Cause("7-1", "http://a.test/", 1, 1, List.of()), List.of())).build();
        assertFalse(redaction.apply(attempt).toString().contains("abcdefgh12"));
    }

    private List<String> outputs(Mode mode, List<Exchange> exchanges) throws IOException {
        Redaction redaction = Redaction.of(mode, true, List.of(), (byte) 7);
        List<Exchange> redacted = exchanges.stream().map(redaction).toList();
        List<String> texts = new ArrayList<>();
        for (Format format : Format.values()) {
            if (format.ofPackets()) continue;   // refused together with a redaction
            for (String ending : format.endings()) {
                Path file = folder.resolve("out" + ending);
                OutputOptions options = new OutputOptions("t", "1", 2, false, true, new SimpleTimeZone(0, "UTC"), Map.of(), 0);
                try (Output output = format.open(Target.file(file), options)) {
                    for (Exchange exchange : redacted) output.finished(exchange);
                }
                texts.add(Files.readString(file));
                String text = texts.get(texts.size() - 1);
                if (SHOW_ALL.contains(format)) assertTrue(text.contains("a.test"), format.word());
                if (format == Format.CURL) assertEquals(redacted.size(), text.lines().filter(line -> line.startsWith("curl ")).count(), text);
            }
        }
        return texts;
    }

    private void assertNoMarker(String output, String where) {
        String decoded = Leaks.decoded(output);
        for (String marker : markers) assertEquals("", Leaks.in(decoded, marker), where);
    }
}
