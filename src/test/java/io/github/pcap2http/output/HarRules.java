package io.github.pcap2http.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * HAR 1.2 and what its readers refuse, as a table: for each kind of object its members, those with a question mark optional, and
 * what each must be. Anything else must begin with an underscore.
 */
final class HarRules {
    private static final Map<String, Predicate<JsonNode>> VALUES = Map.of(
        "text", JsonNode::isString,
        "flag", JsonNode::isBoolean,
        "size", n -> n.isIntegralNumber() && n.longValue() >= -1,
        "delta", JsonNode::isIntegralNumber,
        "status", n -> n.isInt() && n.intValue() >= 0 && n.intValue() <= 999,
        "millis", n -> n.isNumber() && n.decimalValue().signum() >= 0,
        "millisOrNone", n -> n.isNumber() && (n.decimalValue().signum() >= 0 || n.decimalValue().compareTo(BigDecimal.ONE.negate()) == 0),
        "date", n -> n.isString() && n.stringValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.(\\d{3}|\\d{6})Z") && Instant.parse(n.stringValue()) != null,
        "url", n -> n.isString() && n.stringValue().matches("(https?|wss?)://[!-~&&[^/?#\"<>\\\\^`{|}]]+[/?][!-~&&[^#\"<>\\\\`]]*"),
        "address", n -> n.isString() && n.stringValue().matches("\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9a-f:.]*:[0-9a-f:.]*"));

    private static final Map<String, List<String>> OBJECTS = Map.ofEntries(
        Map.entry("har", List.of("log:log")),
        Map.entry("log", List.of("version:text", "creator:creator", "pages:page*", "entries:entry*", "comment?:text")),
        Map.entry("creator", List.of("name:text", "version:text")),
        Map.entry("page", List.of("startedDateTime:date", "id:text", "title:text", "pageTimings:pageTimings")),
        Map.entry("pageTimings", List.of("onContentLoad:millisOrNone", "onLoad:millisOrNone")),
        Map.entry("entry", List.of("pageref?:text", "startedDateTime:date", "time:millis", "request:request", "response:response",
            "cache:cache", "timings:timings", "serverIPAddress?:address", "connection?:text", "comment?:text")),
        Map.entry("request", List.of("method:text", "url:url", "httpVersion:text", "cookies:cookie*", "headers:pair*",
            "queryString:pair*", "postData?:postData", "headersSize:size", "bodySize:size")),
        Map.entry("response", List.of("status:status", "statusText:text", "httpVersion:text", "cookies:cookie*", "headers:pair*",
            "content:content", "redirectURL:text", "headersSize:size", "bodySize:size")),
        Map.entry("cookie", List.of("name:text", "value:text", "path?:text", "domain?:text", "expires?:date", "httpOnly?:flag",
            "secure?:flag", "sameSite?:text")),
        Map.entry("pair", List.of("name:text", "value:text")),
        Map.entry("postData", List.of("mimeType:text", "params?:param*", "text:text", "encoding?:text", "comment?:text")),
        Map.entry("param", List.of("name:text", "value?:text", "fileName?:text", "contentType?:text")),
        Map.entry("content", List.of("size:size", "compression?:delta", "mimeType:text", "text?:text", "encoding?:text")),
        Map.entry("cache", List.of()),
        Map.entry("timings", List.of("blocked:millis", "dns:millisOrNone", "connect:millisOrNone", "ssl:millisOrNone", "send:millis",
            "wait:millis", "receive:millis")));

    private HarRules() { }

    static void check(JsonNode har) {
        object("", har, "har");
        assertEquals("1.2", har.at("/log/version").stringValue());
        String last = "";
        for (JsonNode entry : har.at("/log/entries")) {
            relations(entry);
            assertEquals(har.at("/log/pages/0/id"), entry.get("pageref"));
            assertTrue(last.compareTo(entry.get("startedDateTime").stringValue()) <= 0, "entries are sorted");
            last = entry.get("startedDateTime").stringValue();
        }
        assertEquals(har.at("/log/entries").isEmpty() ? 0 : 1, har.at("/log/pages").size());
    }

    private static void object(String place, JsonNode node, String kind) {
        assertTrue(node.isObject(), place + " is an object");
        List<String> members = OBJECTS.get(kind);
        for (String member : members) {
            String name = member.substring(0, member.indexOf(':')).replace("?", "");
            JsonNode value = node.get(name);
            if (value == null) assertTrue(member.contains("?"), () -> place + "/" + name + " is missing");
            else value(place + "/" + name, value, member.substring(member.indexOf(':') + 1));
        }
        for (String name : node.propertyNames()) {
            boolean known = name.startsWith("_") || members.stream().anyMatch(m -> m.startsWith(name + ":") || m.startsWith(name + "?:"));
            assertTrue(known, () -> place + "/" + name + " is not of HAR 1.2");
        }
    }

    private static void value(String place, JsonNode value, String kind) {
        if (kind.endsWith("*")) {
            assertTrue(value.isArray(), () -> place + " is an array");
            for (int i = 0; i < value.size(); i++) object(place + "/" + i, value.get(i), kind.substring(0, kind.length() - 1));
        } else if (OBJECTS.containsKey(kind)) {
            object(place, value, kind);
        } else {
            assertTrue(VALUES.get(kind).test(value), () -> place + " is no " + kind + ": " + value);
        }
    }

    /** What holds between members of an entry. */
    private static void relations(JsonNode entry) {
        JsonNode timings = entry.get("timings");
        BigDecimal sum = BigDecimal.ZERO;
        for (String phase : List.of("blocked", "dns", "connect", "send", "wait", "receive")) sum = sum.add(timings.get(phase).decimalValue().max(BigDecimal.ZERO));
        assertEquals(0, sum.compareTo(entry.get("time").decimalValue()), "time is the sum of its phases");
        assertTrue(timings.get("blocked").decimalValue().compareTo(new BigDecimal("0.01")) >= 0, "blocked is seen by Chrome");
        BigDecimal ssl = timings.get("ssl").decimalValue();
        assertTrue(ssl.signum() < 0 || ssl.add(new BigDecimal("0.01")).compareTo(timings.get("connect").decimalValue()) <= 0, "ssl is inside connect");
        JsonNode content = entry.at("/response/content");
        if (content.has("encoding")) Base64.getDecoder().decode(content.get("text").stringValue());
        if (content.has("compression")) {
            assertEquals(content.get("size").longValue() - entry.at("/response/bodySize").longValue(), content.get("compression").longValue());
        }
        assertTrue(!entry.at("/response").has("_transferSize") || entry.at("/response/_transferSize").longValue() > 0, "0 would count as missing");
    }
}
