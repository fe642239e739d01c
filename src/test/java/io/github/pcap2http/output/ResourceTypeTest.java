package io.github.pcap2http.output;

import static io.github.pcap2http.exchange.TestExchanges.get;
import static io.github.pcap2http.exchange.TestExchanges.request;
import static io.github.pcap2http.exchange.TestExchanges.unrequested;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.TestExchanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceTypeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "text/html; charset=utf-8  | document",  "application/xhtml+xml | document",       "text/css               | stylesheet",
        "text/javascript           | script",    "application/x-javascript | script",      "image/png              | image",
        "image/svg+xml             | image",     "font/woff2            | font",           "application/font-woff  | font",
        "video/mp4                 | media",     "application/vnd.apple.mpegurl | media",  "application/wasm       | wasm",
        "application/manifest+json | manifest",  "text/vtt              | texttrack",      "application/json       | fetch",
        "application/hal+json      | fetch",     "text/xml              | fetch",          "application/grpc       | fetch",
        "application/pdf           | other",     "text/plain            | other",          "application/octet-stream | other",
        "text/event-stream         | eventsource"
    })
    void byWhatCameBack(String contentType, String expected) {
        assertEquals(expected, type(get("http://a.test/", "Accept: */*").answered(200, "OK", "Content-Type: " + contentType).build()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Sec-Fetch-Dest: document     | document",  "Sec-Fetch-Dest: iframe | document", "Sec-Fetch-Dest: style  | stylesheet",
        "Sec-Fetch-Dest: worker       | script",    "Sec-Fetch-Dest: image  | image",    "Sec-Fetch-Dest: empty  | fetch",
        "Sec-Fetch-Dest: video        | media",     "Sec-Fetch-Dest: track  | texttrack", "Sec-Fetch-Dest: brand-new | document",
        "X-Requested-With: XMLHttpRequest | xhr",   "Accept: text/event-stream | eventsource", "Accept: text/css,*/*;q=0.1 | stylesheet",
        "Accept: image/avif,image/webp,*/* | image", "Accept: application/json, text/plain, */* | fetch", "Ping-To: http://b.test/ | ping"
    })
    void byWhatTheBrowserSaid(String field, String expected) {
        assertEquals(expected, type(get("http://a.test/", field).answered(404, "Not Found", "Content-Type: text/html").build()));
    }

    @Test
    void byMethod() {
        assertEquals("other", type(request("CONNECT", "https://a.test:443/").answered(200, "OK").build()));
        assertEquals("preflight", type(request("OPTIONS", "http://a.test/", "Access-Control-Request-Method: PUT").build()));
        assertEquals("fetch", type(request("PUT", "http://a.test/").answered(204, "").build()));
        assertEquals("other", type(get("http://a.test/").answered(204, "").build()));
        assertEquals("other", type(unrequested("http://a.test/").outcome(Outcome.CONNECT_TIMEOUT).build()));
    }

    @Test
    void webSockets() {
        TestExchanges upgrade = get("http://a.test/", "Upgrade: websocket", "Connection: Upgrade");
        assertEquals("websocket", type(upgrade.build()));
        assertEquals("websocket", type(upgrade.answered(101, "Switching Protocols").build()));
        assertEquals("document", type(upgrade.answered(403, "Forbidden", "Content-Type: text/html").build()));
    }

    private static String type(Exchange exchange) {
        ShownFields asked = new ShownFields().of(exchange.request() == null ? Fields.EMPTY : exchange.request().fields());
        ShownFields answered = new ShownFields().of(exchange.response() == null ? Fields.EMPTY : exchange.response().fields());
        JsonBuffer member = new JsonBuffer().put(ResourceType.of(exchange, asked, answered).literal);
        return Documents.text(member).replaceFirst(",\"_resourceType\":\"(.*)\"", "$1");
    }
}
