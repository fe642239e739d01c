package io.github.pcap2http.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectUrlTest {
    /** The examples of RFC 3986, sections 5.4.1 and 5.4.2. */
    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
        "g:h g:h", "g http://a/b/c/g", "./g http://a/b/c/g", "g/ http://a/b/c/g/", "/g http://a/g", "//g http://g", "?y http://a/b/c/d;p?y",
        "g?y http://a/b/c/g?y", "#s http://a/b/c/d;p?q#s", "g#s http://a/b/c/g#s", "g?y#s http://a/b/c/g?y#s", ";x http://a/b/c/;x",
        "g;x http://a/b/c/g;x", ". http://a/b/c/", "./ http://a/b/c/", ".. http://a/b/", "../ http://a/b/", "../g http://a/b/g",
        "../.. http://a/", "../../ http://a/", "../../g http://a/g", "../../../g http://a/g", "/./g http://a/g", "/../g http://a/g",
        "g. http://a/b/c/g.", "..g http://a/b/c/..g", "./../g http://a/b/g", "./g/. http://a/b/c/g/", "g/./h http://a/b/c/g/h",
        "g/../h http://a/b/c/h", "g?y/../x http://a/b/c/g?y/../x", "g#s/../x http://a/b/c/g#s/../x"
    })
    void examplesOfTheStandard(String location, String expected) {
        assertEquals(expected, RedirectUrl.absolute("http://a/b/c/d;p?q", location));
    }

    @Test
    void odd() {
        assertEquals("", RedirectUrl.absolute("http://a/b", ""));
        assertEquals("HTTPS://b/", RedirectUrl.absolute("http://a/b", "HTTPS://b/"));
        assertEquals("http://a/x", RedirectUrl.absolute("http://a?q=/y", "x"));
        assertEquals("http://a/b/x:y/z", RedirectUrl.absolute("http://a/b/", "./x:y/z"));
        assertEquals("http://a/b?u=http://c/d", RedirectUrl.absolute("http://a/", "b?u=http://c/d"));
    }
}
