package io.github.pcap2http.output;

import static io.github.pcap2http.exchange.TestExchanges.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieTest {
    @Test
    void cookiesThatWereSent() {
        JsonBuffer json = new JsonBuffer().raw('[');
        new ShownFields().of(fields("Cookie: a=1; b = \"x=y\" ;; bare; =v; c=", "cookie: d=gr\u00c3\u00bcn", "Cookie: ", "cookie: ; \t;")).cookies(FieldText.COOKIE, json);
        assertEquals("[{'name':'a','value':'1'},{'name':'b','value':'\\'x=y\\''},{'name':'','value':'bare'},{'name':'','value':'v'},"
            + "{'name':'c','value':''},{'name':'d','value':'gr\u00fcn'}", Documents.text(json).replace('"', '\''));
    }

    @Test
    void cookiesThatWereSet() {
        assertEquals(new Cookie("id", "a=b", "/x", ".a.test", "2031-06-09T10:18:14.000Z", true, true, "Lax"),
            Cookie.set("id=a=b; Path=/x; DOMAIN=.a.test; Secure; httponly=1; SameSite=Lax; Max-Age=60; Expires=Wed, 09 Jun 2031 10:18:14 GMT"));
        assertEquals(new Cookie("plain", "1", null, null, null, false, false, null), Cookie.set("plain=1; Expires=soon"));
        assertEquals(new Cookie("", "", null, null, null, false, false, null), Cookie.set(";"));
    }

    /** All forms of RFC 9110, section 5.6.7, those that RFC 6265, section 5.1.1, lets pass, and those of old servers. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Wed, 09 Jun 2031 10:18:14 GMT    | 2031-06-09T10:18:14.000Z",
        "Wed, 09-Jun-2031 10:18:14 GMT    | 2031-06-09T10:18:14.000Z",
        "Wednesday, 09-Jun-31 10:18:14 GMT| 2031-06-09T10:18:14.000Z",
        "Wed Jun  9 10:18:14 2031         | 2031-06-09T10:18:14.000Z",
        "Thu, 01-Jan-1970 00:00:01 GMT    | 1970-01-01T00:00:01.000Z",
        "Sun, 06 Nov 94 08:49:37 GMT      | 1994-11-06T08:49:37.000Z",
        "10:18:14 9 june 2031             | 2031-06-09T10:18:14.000Z",
        "Fri, 31-Dec-9999 23:59:59 GMT    | 9999-12-31T23:59:59.000Z",
        "Sat, 1 Feb 2025 1:2:3 UTC        | 2025-02-01T01:02:03.000Z"
    })
    void datesOfAllForms(String text, String expected) {
        assertEquals(expected, CookieDate.iso(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "soon", "Wed, 31 Feb 2031 10:18:14 GMT", "Wed, 09 Jun 2031", "Wed, 09 Jun 1500 10:18:14 GMT",
        "Wed, 09 Jun 2031 24:18:14 GMT", "Wed, 09 Jun 2031 10:18 GMT", "09 Jun 20311 10:18:14"})
    void whatIsNoDate(String text) {
        assertNull(CookieDate.iso(text));
    }
}
