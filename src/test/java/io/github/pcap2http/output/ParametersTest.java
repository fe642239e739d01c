package io.github.pcap2http.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a=1&b=2            | (a:1)(b:2)",
        "b=2&a=1&b=3        | (b:2)(a:1)(b:3)",
        "a=b=c              | (a:b=c)",
        "a&=b&&c=           | (a:)(:b)(c:)",
        "&                  | ''",
        "a+b=%2B+%20        | (a b:+  )",
        "n=%C3%A9&m=%E9     | (n:\u00e9)(m:\u00e9)",
        "p=100%&q=%4&r=%zz  | (p:100%)(q:%4)(r:%zz)",
        "%41=%2b            | (A:+)",
        "q=a%26b%3Dc        | (q:a&b=c)"
    })
    void formsTakenApart(String encoded, String expected) {
        assertEquals(expected, form(encoded));
        JsonBuffer query = new JsonBuffer().raw('[');
        query("http://a.test/?" + encoded, query);
        assertEquals(expected, found(query));
    }

    @Test
    void aUrlWithoutQuery() {
        JsonBuffer query = new JsonBuffer().raw('[');
        query("http://a.test/a=1&b=2", query);
        assertEquals("", found(query));
    }

    /** Long enough to be rendered in pieces, when it is written. */
    @Test
    void aLongForm() {
        assertEquals("(a:1)(bc:2 3)".repeat(5000), form("a=1&bc=2+3&".repeat(5000)));
    }

    private static void query(String url, JsonBuffer json) {
        byte[] bytes = (url + "&no=part").getBytes(StandardCharsets.ISO_8859_1);
        Parameters.ofQuery(bytes, 0, url.length(), false, json);
    }

    private static String form(String encoded) {
        JsonBuffer json = new JsonBuffer().raw('[');
        Parameters.ofForm(Bytes.latin1(encoded), json);
        return found(json);
    }

    private static String found(JsonBuffer json) {
        StringBuilder found = new StringBuilder();
        Documents.tree(Documents.text(json.raw(']'))).forEach(one -> found.append('(').append(one.get("name").stringValue()).append(':')
            .append(one.get("value").stringValue()).append(')'));
        return found.toString();
    }
}
