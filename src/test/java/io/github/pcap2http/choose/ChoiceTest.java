package io.github.pcap2http.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.TestExchanges;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {
    private static final long HOUR = 3_600_000 * TestExchanges.MILLI;
    /** The exchange begins half a second after the capture. */
    private static final Setting SETTING = setting(TestExchanges.START - 500 * TestExchanges.MILLI, ZoneOffset.UTC);
    private static final Exchange CART = TestExchanges.get("http://shop.test:8080/cart?id=7", "Host: shop.test:8080", "X-Id: abc").sending("name=Ann")
        .answered(503, "Down", "Content-Type: text/plain; charset=iso-8859-1", "X-Cache: MISS from a").with("out of stock").build();

    private static Setting setting(long began, ZoneId zone) {
        return new Setting(() -> began, zone, Map.of("192.0.2.1", "Front.example"));
    }

    private static boolean chosen(Exchange exchange, Setting setting, String... conditions) throws ChoiceException {
        Choice choice = new Choice();
        for (int i = 0; i < conditions.length; i += 2) choice.add(Criterion.valueOf(conditions[i]), conditions[i + 1]);
        return choice.test(exchange, setting);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
        HOST | shop.test | true
        HOST | SHOP.TEST:8080 | true
        HOST | *.test | true
        HOST | a.test,sh?p.* | true
        HOST | shop | false
        HOST | shop.test:80 | false
        METHOD | get | true
        METHOD | HEAD,POST | false
        STATUS | 5xx | true
        STATUS | 404,500-503 | true
        STATUS | none,4XX | false
        URL | http://shop.test:8080/cart?id=7 | true
        URL | *cart* | true
        URL | shop.test:8080/* | true
        URL | /cart* | true
        URL | cart | false
        URL | /CART/ | false
        URL | /CART/i | true
        URL | /id=\\d$/ | true
        CLIENT | 192.0.2.7 | true
        CLIENT | 192.0.2.0/29 | true
        CLIENT | 192.0.2.8/29 | false
        CLIENT | 192.0.2.1 | false
        CLIENT | ::ffff:192.0.2.7 | true
        SERVER | 192.0.2.1:8080 | true
        SERVER | :8080 | true
        SERVER | 8081 | false
        SERVER | 10.0.0.0/8,192.0.0.0/9 | true
        SERVER | front.* | true
        SERVER | *.example:80 | false
        SERVER | 0.0.0.0/0 | true
        SERVER | ::/0 | false
        HEADER | x-id: ABC | true
        HEADER | X-Cache: *miss* | true
        HEADER | X-Cache: miss | false
        HEADER | X-Cache: /^MISS/ | true
        HEADER | x-cache | true
        HEADER | cache | false
        BODY | of st[aeiou]ck | true
        BODY | ^name=Ann$ | true
        BODY | Stock | false
        BODY | /STOCK/i | true
        SLOWER_THAN | 24ms | true
        SLOWER_THAN | 25ms | false
        FAILED | yes | true
        FAILED | no | false
        ID | 7-1 | true
        ID | 1-1,7-* | true
        ID | 7 | false
        SINCE | +500ms | true
        SINCE | +501ms | false
        UNTIL | +0.5s | false
        UNTIL | +501ms | true
        SINCE | 07:08 | true
        SINCE | 07:08:10 | false
        SINCE | 2024-05-06T07:08:09.123456789 | true
        SINCE | 2024-05-06T09:08:09+02:00 | true
        SINCE | 2024-05-06 07:08:10Z | false
        UNTIL | 2024-05-07 | true
        """)
    void conditionsAreReadAsPeopleTypeThem(String criterion, String value, boolean met) throws ChoiceException {
        assertEquals(met, chosen(CART, SETTING, criterion, value));
        assertEquals(!met, chosen(CART, SETTING, criterion, "!" + value));
    }

    @Test
    void aUrlWithoutPortHasThatOfItsScheme() throws ChoiceException {
        Exchange plain = TestExchanges.get("http://a.test/").build();
        Exchange six = TestExchanges.get("http://[::1]/").build();
        Exchange secure = TestExchanges.get("https://a.test/").build();
        assertTrue(chosen(plain, SETTING, "HOST", "a.test:80") && chosen(six, SETTING, "HOST", "[::1]:80") && chosen(secure, SETTING, "HOST", "*:443"));
        Exchange named = TestExchanges.get("http://me:x@a.test/@b").build();
        assertTrue(chosen(named, SETTING, "HOST", "a.test") && !chosen(named, SETTING, "HOST", "b"));
        assertTrue(!chosen(plain, SETTING, "HOST", "a.test:443") && chosen(six, SETTING, "HOST", "[::1]"));
    }

    @Test
    void sameOptionsAreAChoiceDifferentOnesAllCount() throws ChoiceException {
        assertTrue(chosen(CART, SETTING, "METHOD", "POST", "METHOD", "GET", "STATUS", "5xx"));
        assertEquals(false, chosen(CART, SETTING, "METHOD", "GET", "STATUS", "404"));
        assertEquals(false, chosen(CART, SETTING, "HOST", "*.test", "HOST", "!shop.*"), "what is negated excludes");
        assertTrue(chosen(CART, SETTING, "HEADER", "X-Id: x", "HEADER", "x-id: abc"));
        assertEquals(false, chosen(CART, SETTING, "HEADER", "X-Id: abc", "HEADER", "X-Cache: hit"), "other fields are another thing");
    }

    /** A search that was given up tells neither that something is there nor that it is not. */
    @Test
    void whatIsNotKnownIsNotChosen() throws ChoiceException {
        Exchange trap = TestExchanges.request("POST", "http://a.test/", "X-Id: abc").sending("a".repeat(5000) + "b").answered(200, "OK").with("aaa").build();
        String slow = "(a+)+$";
        assertTrue(chosen(trap, SETTING, "BODY", slow), "the response has it, whatever the request has");
        assertTrue(!chosen(trap, SETTING, "BODY", "!" + slow));
        Exchange open = TestExchanges.request("POST", "http://a.test/", "X-Id: abc").sending("a".repeat(5000) + "b").answered(200, "OK").with("b").build();
        assertTrue(!chosen(open, SETTING, "BODY", slow) && !chosen(open, SETTING, "BODY", "!" + slow));
        assertTrue(chosen(open, SETTING, "BODY", slow, "BODY", "b"), "what is said beside it decides");
        Choice choice = new Choice();
        choice.add(Criterion.BODY, "!" + slow);
        assertTrue(!choice.test(open, SETTING) && choice.remarks().get(0).contains("not known"));
    }

    @Test
    void whatNeverGotAResponseHasFailed() throws ChoiceException {
        Exchange reset = TestExchanges.get("http://a.test/").outcome(Outcome.RESET).build();
        Exchange refused = TestExchanges.unrequested("http://192.0.2.1:8080/").outcome(Outcome.CONNECT_REFUSED).build();
        Exchange cut = TestExchanges.get("http://a.test/").answered(200, "OK").outcome(Outcome.RESPONSE_CUT).build();
        Exchange missing = TestExchanges.get("http://a.test/").answered(404, "No").build();
        for (Exchange failed : new Exchange[] {reset, refused, cut}) assertTrue(chosen(failed, SETTING, "FAILED", "yes"), failed.toString());
        assertTrue(chosen(missing, SETTING, "FAILED", "no"));
        assertTrue(chosen(reset, SETTING, "STATUS", "none") && !chosen(reset, SETTING, "STATUS", "0"));
        assertTrue(!chosen(refused, SETTING, "METHOD", "*"), "no request, no method");
    }

    @ParameterizedTest
    @CsvSource({"2, 01:30, 3.4, true", "2, 01:30, 3.6, false", "10, 23:00, 3, true", "10, 09:00, 0, true", "10, 21:00, 10.9, false", "10, 21:00, 11.1, true"})
    void aTimeOfDayIsOfTheDayThatTheCaptureBeganOrOfTheNext(int beganHour, String since, double hoursLater, boolean met) throws ChoiceException {
        long midnight = 1_714_953_600_000L * TestExchanges.MILLI;
        long began = midnight + (beganHour == 2 ? 22 : beganHour) * HOUR;
        Exchange exchange = TestExchanges.get("http://a.test/").started(began + (long) (hoursLater * HOUR)).build();
        String option = since.equals("23:00") || since.equals("01:30") ? "UNTIL" : "SINCE";
        assertEquals(met, chosen(exchange, setting(began, ZoneOffset.UTC), option, since));
    }

    @Test
    void aTimeWithoutZoneIsLocal() throws ChoiceException {
        assertTrue(chosen(CART, setting(TestExchanges.START, ZoneOffset.ofHours(2)), "UNTIL", "2024-05-06T09:08:10"));
        assertTrue(!chosen(CART, setting(TestExchanges.START, ZoneOffset.ofHours(2)), "UNTIL", "2024-05-06T09:08:09"));
    }

    @Test
    void addressesOfAllKindsAreNetworks() throws ChoiceException {
        Exchange six = TestExchanges.get("http://a.test/").over(TestExchanges.connection(1, new Endpoint("2001:db8::7", 4000), new Endpoint("::1", 443))).build();
        for (String client : new String[] {"2001:db8::/32", "2001:DB8:0:0::7", "[2001:db8::7]:4000", "[2001:db8::]", "2001:db8::/33"}) {
            assertEquals(!client.equals("[2001:db8::]"), chosen(six, SETTING, "CLIENT", client), client);
        }
        assertTrue(chosen(six, SETTING, "SERVER", "[::1]:443") && !chosen(six, SETTING, "SERVER", "0.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STATUS 6yy", "STATUS 500-400", "STATUS ", "SLOWER_THAN 500", "SLOWER_THAN soon", "FAILED perhaps", "BODY (", "URL /(/", "CLIENT 10.0.0", "CLIENT 10.0.0.0/33",
        "CLIENT 1.2.3.4:70000", "CLIENT [::1", "SERVER ::1::", "SINCE noon", "SINCE 25:00", "UNTIL 2024-02-30", "HEADER : x", "HOST !",
        "HOST ,", "METHOD GET,", "METHOD GET,!POST", "ID !!7-1", "SERVER 10.0.0.1,!10.0.0.2", "CLIENT 10.0.0.1,,:80"})
    void whatCannotBeMeantIsRefused(String condition) {
        int blank = condition.indexOf(' ');
        ChoiceException e = assertThrows(ChoiceException.class, () -> chosen(CART, SETTING, condition.substring(0, blank), condition.substring(blank + 1)));
        assertTrue(e.getMessage().matches("(is|has|needs|lacks) .{3,}"), e.getMessage());
    }
}
