package io.github.pcap2http.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.bytes.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a=1&b=2            | (a:1)(b:2)",
        "b=2&a=1&b=3        | (b:2)(a:1)(b:3)",
        "a=b=c              | (a:b=c)",
        "a&=b&&c=           | (a:)(:b)(c:)",
        "a+b=%2B+%20        | (a b:+  )",
        "n=%C3%A9&m=%E9     | (n:\u00e9)(m:\u00e9)",
        "p=100%&q=%4&r=%zz  | (p:100%)(q:%4)(r:%zz)",
        "%41=%2b            | (A:+)",
        "q=a%26b%3Dc        | (q:a&b=c)"
    })
    void formsTakenApart(String encoded, String expected) {
        StringBuilder found = new StringBuilder();
        Parameter.each(Bytes.latin1(encoded), p -> found.append('(').append(p.name()).append(':').append(p.value()).append(')'));
        assertEquals(expected, found.toString());
    }
}
