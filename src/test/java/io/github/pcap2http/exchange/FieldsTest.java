package io.github.pcap2http.exchange;

import static io.github.pcap2http.exchange.TestExchanges.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {
    @Test
    void membersAreThoseOfAllLines() {
        Fields fields = fields("Via: 1.1 a", "Vary: ", "TE: , ,", "via:  1.0 b ,, 1.1 c", "VIA: 1.1 d", "Via-Not: e");
        assertEquals(List.of("1.1 a", "1.0 b", "1.1 c", "1.1 d"), fields.members("via"));
        assertEquals(List.of("e"), fields.members("VIA-not"));
        for (String empty : List.of("vary", "te", "none", "not-via")) assertEquals(List.of(), fields.members(empty), empty);
    }

    @Test
    void theFirstOfANameCounts() {
        Fields fields = fields("Host: a", "HOST: b", "Date: c");
        assertEquals("a", fields.first("host"));
        assertEquals(List.of("a", "b"), fields.all("hOST"));
        assertNull(fields.first("post"), "of the same length");
    }

    @Test
    void onlyOneOfANameIsTheOnlyOne() {
        Fields fields = fields("Age: 1", "Via: a", "VIA: b");
        for (int time = 0; time < 2; time++) {
            assertEquals("1", fields.only("age"));
            assertEquals("1", fields.only("AGE"));
            assertNull(fields.only("via"), "there are two");
            assertNull(fields.only("tag"), "of the same length");
        }
    }

    /** Requests for many hosts on one connection. */
    @Test
    void urlsAreOfTheirHosts() {
        Connection connection = TestExchanges.connection(1, new Endpoint("192.0.2.7", 1), new Endpoint("192.0.2.1", 8080));
        for (int i = 0; i < 300; i++) {
            String name = "h" + i % 100 + ".test";
            assertEquals("http://" + name + "/a?b", url("/a?b", connection, "Host: " + name + ":80"));
        }
        Field same = new Field("Host", "a.test");
        Fields host = Fields.of(List.of(same));
        for (String path : List.of("/", "/b", "/c")) assertEquals("http://a.test" + path, url(path, connection, host));
        for (String bad : List.of("a b", "a,b", "a:b", "[::1")) assertEquals("http://192.0.2.1:8080/x", url("/x", connection, "Host: " + bad));
        assertEquals("http://192.0.2.1:8080/x%22%20", url("x\" #y", connection));
        assertEquals("http://a.test/%C3%BC?q", url("/\u00c3\u00bc?q#f", connection, host));
        assertEquals("ftp://b.test/x", url("ftp://b.test/x#", connection, host));
    }

    private static String url(String target, Connection connection, String... fields) {
        return url(target, connection, fields(fields));
    }

    private static String url(String target, Connection connection, Fields fields) {
        return TargetUrl.of(new Request("GET", target, "HTTP/1.1", fields, 0, Body.NONE, Fields.EMPTY), connection);
    }
}
