package io.github.pcap2http.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.choose.Setting;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.TestExchanges;
import io.github.pcap2http.exchange.Timing;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionTest {
    private static final long MILLI = TestExchanges.MILLI;
    private static final Setting SETTING = new Setting(() -> TestExchanges.START, ZoneOffset.UTC, Map.of());

    /** Waits of 10, 20 ... 100 ms; the third was not found, the fourth never answered, the fifth retried, the sixth is an attempt. */
    private static List<Exchange> ten() {
        List<Exchange> ten = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            TestExchanges one = TestExchanges.get("http://" + (i < 6 ? "a" : "b") + ".test/" + i).ordinal(i)
                .timing(TestExchanges.START, Timing.LEAST_BLOCKED, Timing.NONE, Timing.NONE, MILLI, i * 10 * MILLI, 4 * MILLI);
            if (i == 4) one.outcome(Outcome.RESET);
            else one.answered(i == 3 ? 404 : i == 6 ? 502 : 200, "").with("x".repeat(i));
            if (i == 5) one.links(new Links(null, List.of(new Links.Attempt("9-1", Outcome.RESET, -1), new Links.Attempt("9-2", Outcome.COMPLETE, 200))));
            if (i == 6) one.links(new Links(new Links.Cause("1-1", "http://a.test/", 1, 1, List.of()), List.of()));
            ten.add(one.build());
        }
        return ten;
    }

    private static Verdict verdict(String expression, List<Exchange> exchanges) throws ExpressionException {
        Check check = new Check(List.of(Assertion.parse(expression)), SETTING, UnaryOperator.identity());
        exchanges.forEach(check::finished);
        return check.verdicts().get(0);
    }

    private static List<String> offenders(Verdict verdict) {
        return verdict.offenders().stream().map(one -> one.id().substring(2)).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        status>=500 | 6
        status==5xx | 6
        status=='4xx,502' | 3 6
        status!=200 | 3 4 6
        status==none | 4
        status<500 and not status==200 | 3
        no-response | 4
        !no-response && status>=400 | 3 6
        failed | 4 6
        attempt | 6
        failed and not attempt | 4
        retries>0 | 5
        attempts==2 | 5
        outcome==reset | 4
        host==b.* and size>=9 | 9 10
        host!=a.test and (size<7 or size>9) | 6 10
        url=='/[24]$/' | 2 4
        method==POST |
        ttfb>90ms | 10
        ttfb>=0.09s | 9 10
        time>100ms | 10
        TIME > 100 MS |
        """)
    void whatSpeaksOfOneBreaksWhenThereIsOne(String expression, String ids) throws ExpressionException {
        if (expression.equals("TIME > 100 MS")) {
            assertThrows(ExpressionException.class, () -> Assertion.parse(expression));
            return;
        }
        Verdict verdict = verdict(expression, ten());
        assertEquals(ids == null ? List.of() : List.of(ids.split(" ")), offenders(verdict));
        assertEquals(ids != null, verdict.broken());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        count==10 | true | 10 exchanges |
        count(status==404)>3 | false | 1 of 10 exchanges |
        count(status>=404)>=2 | true | 2 of 10 exchanges | 3 6
        count(status==200)<8 | true | 7 of 10 exchanges |
        rate(failed)>20% | false | 2 of 10 exchanges (20.00 %) |
        rate(failed)>=0.2 | true | 2 of 10 exchanges (20.00 %) | 4 6
        p95(ttfb)>99ms | true | p95(ttfb) is 100.0 ms of 9 exchanges | 10
        p95(ttfb)>100ms | false | p95(ttfb) is 100.0 ms of 9 exchanges |
        p50(ttfb)==60ms | true | p50(ttfb) is 60.0 ms of 9 exchanges | 6
        p50(ttfb, host==b.*)<81ms | true | p50(ttfb, host==b.*) is 80.0 ms of 5 exchanges | 6 7 8
        max(time)>104ms | true | max(time) is 105.0 ms of 10 exchanges | 10
        min(size)<2 | true | min(size) is 1 B of 9 exchanges | 1
        sum(size)==51 | true | sum(size) is 51 B of 9 exchanges | 10 9 8 7 6 5 3 2 1
        mean(retries)>0.05 | true | mean(retries) is 0.10 of 10 exchanges | 5 1 2 3 4 6 7 8 9 10
        max(connect)>0ms | false | max(connect) has no value |
        max(connect)!=0ms | true | max(connect) has no value |
        not count==10 | false | 10 exchanges |
        count<5 or max(time)>1s | false | 10 exchanges, max(time) is 105.0 ms of 10 exchanges |
        count>5 and count(failed)>1 | true | 10 exchanges, 2 of 10 exchanges | 4 6
        """)
    void whatSpeaksOfAllIsJudgedAtTheEnd(String expression, boolean broken, String found, String ids) throws ExpressionException {
        Verdict verdict = verdict(expression, ten());
        assertEquals(found, verdict.found());
        assertEquals(broken, verdict.broken());
        assertEquals(ids == null ? List.of() : List.of(ids.split(" ")), offenders(verdict));
    }

    @Test
    void ofNothingThereIsOnlyACount() throws ExpressionException {
        assertTrue(verdict("count==0", List.of()).broken());
        for (String expression : new String[] {"count>0", "failed", "p95(ttfb)>1ms", "p95(ttfb)<=1h", "rate(failed)<1%", "mean(size)>=0"}) {
            assertEquals(false, verdict(expression, List.of()).broken(), expression);
        }
    }

    /** The definition: the least value that so many are not more than. */
    @Test
    void percentilesAreExactWhateverTheirNumber() throws ExpressionException {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            long[] waits = random.longs(1 + random.nextInt(60), 0, 40).map(wait -> wait * MILLI).toArray();
            List<Exchange> exchanges = Arrays.stream(waits).mapToObj(wait -> TestExchanges.get("http://a.test/").answered(200, "")
                .timing(TestExchanges.START, Timing.LEAST_BLOCKED, Timing.NONE, Timing.NONE, 0, wait, 0).build()).toList();
            Arrays.sort(waits);
            int percent = 1 + random.nextInt(99);
            long truth = waits[(percent * waits.length + 99) / 100 - 1] / MILLI;
            String percentile = "p" + percent + "(ttfb)";
            String seen = "round " + round + " of " + Arrays.toString(waits);
            assertTrue(verdict(percentile + "==" + truth + "ms", exchanges).broken(), seen);
            assertTrue(!verdict(percentile + ">" + truth + "ms", exchanges).broken(), seen);
            assertTrue(verdict(percentile + ">=" + truth + "ms", exchanges).broken(), seen);
            assertTrue(verdict(percentile + "<" + (truth + 1) + "ms", exchanges).broken(), seen);
        }
    }

    @Test
    void whatStandsForSeveralCountsAsThese() throws ExpressionException {
        Exchange many = TestExchanges.unrequested("http://192.0.2.1:80/").outcome(Outcome.CONNECT_REFUSED).times(1000).build();
        assertEquals("assertion failed: count(no-response)>999: 1000 of 1000 exchanges: 7-1 and 999 more", verdict("count(no-response)>999", List.of(many)).line());
    }

    @Test
    void aLineNamesTheFirstFew() throws ExpressionException {
        assertEquals("assertion failed: status<600: 9 of 10 exchanges: 7-1, 7-2, 7-3, 7-5, 7-6 and 4 more", verdict("status<600", ten()).line());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        statsu>=500 | 0 | there is nothing named 'statsu'; did you mean status?
        p95(tfb)>1s | 4 | 'tfb' is no quantity; did you mean ttfb?
        status | 6 | compare status with something
        status=500 | 6 | write == for equal
        status>=x | 8 | 'x' is no number
        time>300 | 5 | write it with its unit
        size>many | 5 | 'many' is no size
        status==7yy | 8 | '7yy' is no status
        rate(failed)>200% | 13 | '200%' is no share
        rate>1% | 4 | rate needs to know of what
        max>1s | 3 | max needs to know of what
        method>GET | 6 | method is equal (==) or not (!=)
        outcome==rest | 9 | there is no outcome 'rest'; did you mean reset?
        count(count>1)>1 | 6 | this speaks of all exchanges
        failed and count>1 | 0 | this speaks of one exchange, and another part of all
        count(failed>1 | 12 | a ')' is missing for the '(' at character 6
        count(failed)>1 failed | 16 | 'failed' is too much here
        status==5xx,404 | 11 | a value with a comma in it stands in quotes
        (failed | 7 | a ')' is missing for the '(' at character 1
        url=='/x | 5 | the closing ' is missing
        status>= | 8 | a value is missing
        failed or | 9 | the expression ends where a name should be
        % | 0 | '%' is no name
        p0(time)>1s | 0 | there is nothing named 'p0'
        """)
    void whatCannotBeMeantIsPointedAt(String expression, int position, String message) {
        ExpressionException e = assertThrows(ExpressionException.class, () -> Assertion.parse(expression));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertEquals(position, e.position(), e.getMessage());
        assertTrue(e.caret().startsWith(expression + "\n" + " ".repeat(position) + "^\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "!", "not ", "count("})
    void depthIsBounded(String opening) {
        assertThrows(ExpressionException.class, () -> Assertion.parse(opening.repeat(100_000) + "failed"));
    }
}
