package io.github.pcap2http.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.exchange.TestExchanges;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a request is found again in what a proxy makes of it. */
class KinshipTest {
    @ParameterizedTest
    @CsvSource({"/a, /a", "/a, http://o:81/a", "http://h/a?b, /a?b", "/a/b, /v1/b", "/app/a/b, /b", "/a?x=1, /a?x=1&y=2", "/a?x=1&y=2, /a?y=2&x=1",
        "/a%2Fb, /a/b", "/%7Ea, /~a", "/a, /a?from=proxy", "/, /", "http://h, /", "*, *"})
    void aProxyMayMakeOneOfTheOther(String asked, String made) {
        assertTrue(new TargetKinship(asked).mayBecome(new TargetKinship(made)));
    }

    @ParameterizedTest
    @CsvSource({"/a, /b", "/a?x=1, /a", "/a?x=1, /a?x=2", "/a?x=1&x=1, /a?x=1&y=1", "/a/, /b/", "/, /index.html", "/a, /a/"})
    void theseHaveNothingInCommon(String asked, String made) {
        assertFalse(new TargetKinship(asked).mayBecome(new TargetKinship(made)));
    }

    @ParameterizedTest
    @CsvSource({"/a/b, b", "/a/b?c/d, b", "/a/b#c?d/e, b", "/a/, ''", "/, ''", "'', ''", "*, *", "http://h/a/b?c, b", "http://h, ''", "h:443, h:443",
        "/a%2fb, b", "/a/%62, b", "/a/b?%2f, b"})
    void byTheEndOfItsPathATargetIsFound(String target, String tail) {
        assertEquals(tail, new TargetKinship(target).tail());
        assertEquals(tail.hashCode(), TargetKinship.tailHash(target));
    }

    @Test
    void brokenEscapesAreLeftAlone() {
        assertTrue(new TargetKinship("/%zz%4").same(new TargetKinship("/%zz%4")));
        assertFalse(new TargetKinship("/%zz").same(new TargetKinship("/%zy")));
    }

    private static Set<String> marks(String... fields) {
        return Marks.of(TestExchanges.get("http://a/", fields).build().request()).keySet();
    }

    @Test
    void longValuesWithDigitsAreMarks() {
        assertEquals(Set.of("6f1c2a77"), marks("X-Request-ID: 6f1c2a77"));
        assertEquals(Set.of("sid=0af7651916cd43dd; a=b", "0af7651916cd43dd"), marks("Cookie: sid=0af7651916cd43dd; a=b"));
    }

    @Test
    void whatManyRequestsHaveIsNone() {
        assertEquals(Set.of(), marks("User-Agent: Mozilla/5.0 (X11; Linux)", "Accept: text/html;q=0.9", "X-Forwarded-For: 192.168.100.200",
            "Sec-CH-UA: Chromium 1234567890", "X-Mode: production", "X-Count: 1234567"));
    }
}
