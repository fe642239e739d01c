package io.github.pcap2http.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelatorTest {
    private static void links(String expected, String story) {
        assertEquals(expected, Story.of(story).told());
    }

    private static final String RETRIES = """
        p 0-50   c:1>p:80   GET /cart 200@49 tea
        f 2-3    p:2>o1:80  refused
        x 4-10   p:3>o2:80  GET /cart -
        y 12-20  p:4>o3:80  GET /cart 503@18 sorry
        z 22-48  p:5>o4:80  GET /cart 200@47 tea
        """;

    @Test
    void aRequestAndItsRetries() {
        Story story = Story.of(RETRIES);
        assertEquals("f=p#1 x=p#2 y=p#3 z=p#4", story.told());
        assertEquals(List.of("p", "f", "x", "y", "z"), story.order());
        Links links = story.last("p").links();
        assertEquals(List.of(Outcome.CONNECT_REFUSED, Outcome.RESET, Outcome.COMPLETE, Outcome.COMPLETE), links.attempts().stream().map(Links.Attempt::outcome).toList());
        assertEquals(List.of(-1, -1, 503, 200), links.attempts().stream().map(Links.Attempt::status).toList());
        assertEquals(List.of("target", "response body", "time"), story.last("z").links().cause().evidence());
        assertEquals(4, story.last("x").links().cause().of());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whenEndsAreHeardDoesNotMatter(long seed) {
        String crowd = RETRIES + """
            q 30-90  c:9>p:80   GET /cart 200@88 tea
            r 31-95  d:9>p:80   GET /list 200@93 all
            v 33-85  p:3>o2:80  GET /cart 200@84 tea
            w 34-92  p:6>o2:80  GET /list 200@91 all
            """;
        String expected = "f=p#1 v=q#1 w=r#1 x=p#2 y=p#3 z=p#4";
        assertEquals(expected, Story.of(crowd).told());
        assertEquals(expected, Story.of(crowd).told(new Random(seed), 200));
    }

    @Test
    void aValueThatOnlyOneRequestHasTellsAnyNumberApart() {
        Story story = Story.of("""
            p 0-50  c:1>p:80   GET / 200@40 x ; Id: aaaa-0001
            q 1-50  c:2>p:80   GET / 200@40 x ; Id: aaaa-0002
            x 2-30  p:3>o:80   GET / 200@29 x ; Other: aaaa-0002
            y 3-30  p:4>o:80   GET / 200@29 x ; Other: aaaa-0001
            """);
        assertEquals("x=q#1 y=p#1", story.told());
        assertEquals(List.of("field Id", "target", "response body"), story.last("x").links().cause().evidence().stream().map(e -> e.replace("Other", "Id")).toList());
    }

    @Test
    void aTraceIdCountsThoughTheSpanChanges() {
        links("x=q#1 y=p#1", """
            p 0-50  c:1>p:80   GET /a 200@40 . ; traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
            q 1-50  c:2>p:80   GET /a 200@40 . ; traceparent: 00-1bf7651916cd43dd8448eb211c80319c-c7ad6b7169203331-01
            x 2-30  p:3>o:80   GET /b 200@29 . ; traceparent: 00-1bf7651916cd43dd8448eb211c80319c-d7ad6b7169203331-01
            y 3-30  p:4>o:80   GET /a 200@29 . ; traceparent: 00-0af7651916cd43dd8448eb211c80319c-e7ad6b7169203331-01
            """);
    }

    @Test
    void whatSeveralRequestsShareTellsNothing() {
        links("x=? y=?", """
            p 0-50  c:1>p:80   GET /a 200@40 . ; Cookie: sid=0af7651916cd43dd
            q 1-50  c:2>p:80   GET /a 200@40 . ; Cookie: sid=0af7651916cd43dd
            x 2-30  p:3>o:80   GET /a 200@29 . ; Cookie: sid=0af7651916cd43dd
            y 3-30  p:4>o:80   GET /a 200@29 . ; Cookie: sid=0af7651916cd43dd
            """);
    }

    @Test
    void theClientsAddressIsNamed() {
        links("x=q#1 y=p#1", """
            p 0-50  c:1>p:80   GET / 200@40 x
            q 1-50  d:1>p:80   GET / 200@40 x
            x 2-30  p:3>o:80   GET / 200@29 x ; X-Forwarded-For: z, d
            y 3-30  p:4>o:80   GET / 200@29 x ; Forwarded: for=z, by=p;for="c:1"
            """);
    }

    @Test
    void nothingTellsTwoEqualRequestsApart() {
        links("x=? y=?", """
            p 0-50  c:1>p:80   GET / 200@40 x
            q 1-50  d:1>p:80   GET / 200@40 x
            x 2-30  p:3>o:80   GET / 200@29 x
            y 3-30  p:4>o:80   GET / 200@29 x
            """);
    }

    @Test
    void whoWasAnsweredBeforeIsNotAnsweredByIt() {
        links("x=p#1 y=q#1", """
            p 0-40  c:1>p:80   GET / 200@31 x
            q 1-60  d:1>p:80   GET / 200@51 x
            x 2-30  p:3>o:80   GET / 200@29 x
            y 3-50  p:4>o:80   GET / 200@49 x
            """);
    }

    @Test
    void theBodyTellsWhoGotIt() {
        links("x=q#1 y=p#1", """
            p 0-50  c:1>p:80   GET / 200@40 one
            q 1-50  d:1>p:80   GET / 200@40 two
            x 2-30  p:3>o:80   GET / 200@29 two
            y 3-30  p:4>o:80   GET / 200@29 one
            """);
    }

    @Test
    void oneFailsBeforeTheNextIsTried() {
        links("u=p#2 v=q#2 x=p#1 y=q#1", """
            p 0-50  c:1>p:80   GET / 200@31 x
            q 1-60  d:1>p:80   GET / 200@55 x
            x 2-20  p:3>o:80   GET / -
            y 3-40  p:4>o:80   GET / -
            u 22-30 p:5>o:80   GET / 200@29 x
            v 42-54 p:6>o:80   GET / 200@53 x
            """);
    }

    @Test
    void aFieldThatIsHandedOnTellsKindsOfClientsApart() {
        links("x=q#1 y=p#1", """
            p 0-50  c:1>p:80   GET / 200@40 x ; User-Agent: one
            q 1-50  d:1>p:80   GET / 200@40 x ; User-Agent: two
            x 2-30  p:3>o:80   GET / 200@29 x ; User-Agent: two
            y 3-30  p:4>o:80   GET / 200@29 x ; User-Agent: one
            """);
    }

    @Test
    void aFieldThatTheProxyWritesItselfDoesNot() {
        links("x=? y=?", """
            p 0-50  c:1>p:80   GET / 200@40 x ; Accept-Encoding: gzip
            q 1-50  d:1>p:80   GET / 200@40 x ; Accept-Encoding: br
            x 2-30  p:3>o:80   GET / 200@29 x ; Accept-Encoding: gzip
            y 3-30  p:4>o:80   GET / 200@29 x ; Accept-Encoding: gzip
            """);
    }

    @Test
    void targetsAreRewritten() {
        links("x=p#1 y=q#1", """
            p 0-50  c:1>p:80   GET /app/a/b?k=1 200@40 x
            q 1-50  d:1>p:80   GET /app/a/c?k=1 200@40 x
            x 2-30  p:3>o:80   GET /v1/a/b?k=1&from=p 200@29 x
            y 3-30  p:4>o:80   GET http://o/v1/a%2Fc?k=1 200@29 x
            """);
    }

    @Test
    void otherMethodsTargetsAndHostsAreNoAttempts() {
        links("", """
            p 0-50  c:1>p:80   GET /a 200@40 x
            u 2-30  p:3>o:80   POST /a 200@29 x
            v 2-30  p:4>o:80   GET /b 200@29 x
            w 2-30  q:5>o:80   GET /a 200@29 x
            x 60-70 p:6>o:80   GET /a 200@69 x
            y 2-30  c:7>p:80   GET /a 200@29 x
            z 42-45 p:8>o:80   GET /a 200@44 x
            """);
    }

    @Test
    void aHealthCheckIsNoAttempt() {
        links("", """
            p 0-50  c:1>p:80   GET / 200@40 x ; User-Agent: browser
            h 2-30  p:3>o:80   GET / 200@29 fine ; User-Agent: checker
            """);
    }

    @Test
    void whatAHostAsksWhenNobodyAskedItIsNoAttemptLater() {
        links("h=? x=p#1", """
            g 0-5   p:9>o:80   GET /a 200@4 x
            p 10-50 c:1>p:80   GET /a 200@40 x
            h 12-20 p:9>o:80   GET /a 200@19 x
            x 13-30 p:3>o:80   GET /a 200@29 x ; Via: 1.1 p
            """);
    }

    @Test
    void whatItAskedForAnotherThingTellsNothing() {
        links("x=p#1", """
            g 0-5   p:9>o:80   GET /login 200@4 x
            p 10-50 c:1>p:80   GET /a     200@40 x
            x 13-30 p:3>o:80   GET /a     200@29 x
            """);
    }

    @Test
    void butItDoesWhereClientsAreOnThatHostToo() {
        links("h=? x=p#1", """
            g 0-5   127.0.0.1:9>127.0.0.2:80  GET /login 200@4 x
            p 10-50 127.0.0.1:1>127.0.0.1:80  GET /a     200@40 x
            h 12-20 127.0.0.1:9>127.0.0.2:80  GET /a     200@19 x
            x 13-30 127.0.0.1:3>127.0.0.2:80  GET /a     200@29 x ; Via: 1.1 p
            """);
    }

    @Test
    void whenAHiddenRequestIsAnsweredNothingIsEliminated() {
        links("x=? z=q#1", """
            p 1-50  c:1>p:80   GET / 200@45 x
            x 2-30  p:3>o:80   GET / 200@29 x
            r 31-32 d:1>p:80   unasked
            q 60-90 c:1>p:80   GET / 200@85 x
            z 62-70 p:3>o:80   GET / 200@69 x
            """);
    }

    @Test
    void inTheFirstSecondsOfACaptureThatBeganInTheMiddleWhoAskedBeforeMayWait() {
        links("x=? y=p#1 z=q#1", """
            m 0-0       d:1>p:80   older
            p 1-50      c:1>p:80   GET / 200@45 x ; Id: aaaa-0001
            x 2-10      p:3>o:80   GET / 503@9 .
            y 12-30     p:3>o:80   GET / 200@29 x ; Id: aaaa-0001
            q 4001-4050 c:1>p:80   GET / 200@4045 x
            z 4002-4030 p:3>o:80   GET / 200@4029 x
            """);
    }

    /** All that was sent on it is in the capture. */
    @Test
    void aConnectionWhoseSynIsMissingIsNotOlderThanTheCapture() {
        links("x=p#1 y=p#2", """
            m 0-0       d:1>p:80   opened
            p 1-50      c:1>p:80   GET / 200@45 x ; Id: aaaa-0001
            x 2-10      p:3>o:80   GET / 503@9 .
            y 12-30     p:3>o:80   GET / 200@29 x ; Id: aaaa-0001
            """);
    }

    @Test
    void aChainOfProxies() {
        Story story = Story.of("""
            p 0-50  c:1>p:80   GET / 200@45 x
            q 2-44  p:1>q:80   GET / 200@40 x
            r 4-38  q:1>r:80   GET / 200@36 x
            s 6-35  r:1>s:80   GET / 200@33 x
            """);
        assertEquals("q=p#1 r=q#1 s=r#1", story.told());
        assertEquals(List.of("p", "q", "r", "s"), story.order());
    }

    @Test
    void aChainOnOneHost() {
        links("q=p#1 r=q#1", """
            p 0-50  127.0.0.1:1>127.0.0.1:80  GET / 200@45 body
            q 2-44  127.0.0.1:2>127.0.0.1:81  GET / 200@40 body
            r 4-38  127.0.0.1:3>127.0.0.1:82  GET / 200@36 body
            """);
    }

    @Test
    void theHostThatCapturedIsOneWhateverItsAddresses() {
        links("f=p#1 x=p#2", """
            p 0-50  c:1>!in:80    GET /a 200@45 body
            f 2-3   !out:2>o1:80  refused
            x 4-44  !out:3>o2:80  GET /a 200@40 body
            """);
        links("x=p#1", """
            p 0-50  c:1>!in:80                GET /a 200@45 body
            x 4-44  127.0.0.1:3>127.0.0.1:81  GET /a 200@40 body
            """);
        links("", """
            p 0-50  c:1>in:80    GET /a 200@45 body
            x 4-44  out:3>o2:80  GET /a 200@40 body
            """);
    }

    @Test
    void itsAddressMayBeLearnedLate() {
        links("x=p#1 y=q#1", """
            p 0-50  c:1>in:80    GET /a 200@45 body
            x 4-44  !in:3>o2:80  GET /a 200@40 body
            q 60-90 c:1>in:80    GET /a 200@85 body
            y 64-84 !in:4>o2:80  GET /a 200@80 body
            """);
    }

    @Test
    void whatItReceivesItHasNotSentForARequestThatItReceived() {
        links("y=p#1", """
            p 0-50  c:1>!in:80   GET /a 200@45 body ; Id: aaaa-0001
            x 4-20  o:3>!out:80  GET /a 200@19 body ; Id: aaaa-0001
            y 4-44  !z:4>o2:80   GET /a 200@40 body ; Id: aaaa-0001
            """);
    }

    @Test
    void aClientMayAskSeveralServersOfItsHostItself() {
        links("", """
            p 0-50  127.0.0.1:1>127.0.0.1:80  GET /health 200@45 fine
            q 2-44  127.0.0.1:2>127.0.0.1:81  GET /health 200@40 well
            """);
    }

    @Test
    void aClientsRequestIsNoAttemptOfWhatTheProxyAsked() {
        links("x=p#1", """
            p 0-50  127.0.0.1:1>127.0.0.1:80  GET / 200@45 body
            x 2-44  127.0.0.1:2>127.0.0.1:81  GET / 200@40 body
            q 5-12  127.0.0.1:3>127.0.0.1:80  GET / 200@10 body
            """);
    }

    @Test
    void anAnswerFromCacheHasNoAttempt() {
        links("x=p#1", """
            p 0-30  c:1>p:80   GET / 200@28 x
            x 2-27  p:3>o:80   GET / 200@26 x
            q 40-41 d:1>p:80   GET / 200@41 x
            """);
    }

    @Test
    void aRevalidation() {
        links("x=p#1", """
            p 0-30  c:1>p:80   GET / 200@28 x
            x 2-27  p:3>o:80   GET / 304@26 . ; If-None-Match: "v1"
            """);
    }

    @Test
    void aFailedConnectThatFitsTwoHasNone() {
        links("f=? x=p#1 y=q#1", """
            p 0-50  c:1>p:80   GET /a 200@48 x
            q 0-50  d:1>p:80   GET /b 200@48 y
            f 2-3   p:2>o:80   refused
            x 4-40  p:3>o:80   GET /a 200@39 x
            y 4-40  p:4>o:80   GET /b 200@39 y
            """);
    }

    @Test
    void aConnectWhileAnotherAttemptGoesOnIsNotOfThatRequest() {
        links("f=q#1 x=p#1 y=q#2", """
            p 0-50  c:1>p:80   GET /a 200@48 x
            x 1-40  p:3>o:80   GET /a 200@39 x
            q 2-50  d:1>p:80   GET /b 200@48 y
            f 3-4   p:2>o:80   refused
            y 5-40  p:4>o:80   GET /b 200@39 y
            """);
    }

    @Test
    void aConnectIsOfNobodyWhileItIsNotKnownWhatARequestDid() {
        links("f=? u=? v=? x=r#1", """
            p 0-50  c:1>p:80   GET /a 200@48 x
            q 0-50  d:1>p:80   GET /a 200@48 x
            r 1-60  e:1>p:80   GET /b 200@58 y
            f 2-3   p:2>o:80   refused
            u 4-40  p:3>o:80   GET /a 200@39 x
            v 4-40  p:4>o:80   GET /a 200@39 x
            x 5-50  p:5>o:80   GET /b 200@49 y
            """);
    }

    @Test
    void aConnectToSomethingElseIsNone() {
        links("x=p#1", """
            p 0-50  c:1>p:80   GET /a 200@48 x
            f 2-3   p:2>db:5432  refused
            x 4-40  p:3>o:80   GET /a 200@39 x
            """);
    }

    @Test
    void allFailed() {
        links("f=p#1 x=p#2", """
            p 0-50  c:1>p:80   GET /a 502@48 oops
            f 2-3   p:2>o:80   refused
            x 4-40  p:3>o:80   GET /a -
            """);
    }

    @Test
    void aProxyMayGoOnThoughItsClientHasGone() {
        links("x=p#1 y=p#2", """
            p 0-10  c:1>p:80   GET /a gone
            x 2-20  p:3>o:80   GET /a 503 x
            y 21-30 p:4>o2:80  GET /a 200 x
            """);
    }

    @Test
    void whatBeginsLongAfterAClientHasGoneIsOfAnother() {
        links("x=p#1 y=q#1", """
            p 0-10  c:1>p:80   GET /a gone
            x 2-20  p:3>o:80   GET /a 503 x
            q 60-90 d:1>p:80   GET /a 200 x
            y 61-80 p:4>o2:80  GET /a 200 x
            """);
    }

    @Test
    void afterAConnectThatFailedTheNextAttemptMayTakeASecond() {
        links("f=p#1 y=p#2", """
            p 0-10      c:1>p:80   GET /a gone
            f 5-12      p:3>o:80   refused
            y 1012-1030 p:4>o:80   GET /a 200 x
            """);
        links("x=o#1 y=?", """
            o 0-8       c:1>p:80   GET /o 200 x
            x 1-7       p:2>o:80   GET /o 200 x
            p 9-10      c:1>p:80   GET /a gone
            f 11-12     p:3>o:80   refused
            q 1000-1040 d:1>p:80   GET /a 200 x
            y 1012-1030 p:4>o:80   GET /a 200 x
            """);
        links("y=? z=?", """
            p 0-500     c:1>p:80   GET /a gone
            f 5-12      p:3>o:80   refused
            q 1000-1090 d:1>p:80   GET /a 200 x
            y 1012-1030 p:4>o:80   GET /a 200 x
            z 1032-1080 p:5>o:80   GET /a 200 x
            """);
    }

    @Test
    void butNotLonger() {
        links("y=q#1", """
            p 0-10      c:1>p:80   GET /a gone
            f 5-12      p:3>o:80   refused
            q 3900-4040 d:1>p:80   GET /a 200 x
            y 4000-4030 p:4>o:80   GET /a 200 x
            """);
    }

    @Test
    void aProxyThatEndsAConnectionWithoutAnAnswerIsDone() {
        links("x=p#1 y=q#1", """
            p 0-21  c:1>p:80   GET /a -
            x 2-20  p:3>o:80   GET /a -
            q 22-40 d:1>p:80   GET /a 200 x
            y 23-30 p:4>o2:80  GET /a 200 x
            """);
    }

    // ---- who is found among many

    @Test
    void aValueJoinsWhatNoAddressDoes() {
        links("x=p#1", """
            p 0-50  c:1>v:80   GET /in/a 200 x ; X-Id: 0123456789abcdef
            q 1-50  d:1>v:80   GET /in/a 200 x ; X-Id: fedcba9876543210
            x 2-45  n:3>o:80   GET /out/a?by=proxy 200 x ; X-Request: 0123456789abcdef
            y 3-45  n:4>o:80   GET /out/b 200 x ; X-Request: fedcba9876543210
            """);
    }

    @Test
    void orTheValueAloneWhereAllAskForTheSame() {
        StringBuilder crowd = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            crowd.append(String.format("p%d 0-%d c%d:1>v%d:80 GET /a/%d 200 x ; X-Id: 0123456789-%d%n", i, 50 + i % 7, i, i % 50, i % 10 == 0 ? i : 0, i));
        }
        links("x=p0#1 y=p590#1", crowd + """
            x 2-45  n:3>o:80   GET /0 200 x ; X-Id: 0123456789-0
            y 3-45  n:4>o:80   GET /590 200 x ; X-Id: 0123456789-590
            z 4-45  n:5>o:80   GET /10 200 x ; X-Id: 0123456789-1
            """);
    }

    @Test
    void aHostOfWhichSomethingIsOpenIsNotForgottenForThoseThatComeAndGo() {
        StringBuilder others = new StringBuilder();
        for (int i = 0; i < 3000; i++) others.append(String.format("o%d %d-%d c%d:1>s%d:80 GET /other 200 x%n", i, 10 + i, 11 + i, i, i));
        links("x=p#1 y=x#1", """
            p 0-9000    c:1>p:80   GET /a 200 x
            x 2-8000    p:3>q:80   GET /a 200 x
            %s
            y 4000-5000 q:4>o:80   GET /a 200 x
            """.formatted(others));
    }

    @Test
    void norBeforeAnyHostBothAsksAndIsAsked() {
        StringBuilder others = new StringBuilder();
        for (int i = 0; i < 3000; i++) others.append(String.format("o%d %d-%d c%d:1>s%d:80 GET /other 200 x%n", i, 10 + i, 11 + i, i, i));
        links("x=p#1", """
            p 0-9000    c:1>p:80   GET /a 200 x
            %s
            x 4000-8000 p:3>q:80   GET /a 200 x
            """.formatted(others));
    }

    @Test
    void aConnectionMayHaveManyThatEndInAnyOrder() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 2000; i++) many.append(String.format("p%d %d-%d c:1>p:80 GET /%d 200@%d x%n", i, i, 5000 + i * 7 % 2000, i, 4990));
        links("x=p1999#1 y=p5#1", many + """
            x 3000-4000 p:3>o:80   GET /1999 200 x
            y 3001-4001 p:4>o:80   GET /5 200 x
            """);
    }

    // ---- no attempt

    @Test
    void aServerThatAsksOthersMayAnswerWithoutAnAttempt() {
        Story story = Story.of("""
            o 0-10  c:1>p:80   GET /early 200 x
            p 20-50 c:2>p:80   GET /a 200 x
            x 22-49 p:3>o:80   GET /a 200 x
            q 60-70 c:4>p:80   GET /a 200 x
            """);
        story.told();
        assertTrue(story.last("q").links().unasked());
        assertEquals(List.of(), story.last("q").links().attempts());
        for (String name : List.of("o", "p", "x")) assertFalse(story.last(name).links().unasked(), name);
    }

    @Test
    void whereAnAttemptMayHaveBeenItsNothingIsSaid() {
        Story story = Story.of("""
            p 20-50 c:2>p:80   GET /a 200 x
            x 22-49 p:3>o:80   GET /a 200 x
            q 60-80 c:4>p:80   GET /a 200 x
            r 61-80 d:4>p:80   GET /a 200 x
            y 62-79 p:5>o:80   GET /a 200 x
            """);
        story.told();
        assertFalse(story.last("q").links().unasked());
        assertFalse(story.last("r").links().unasked());
    }

    // ---- several tried at once, chains

    @Test
    void ofAttemptsAtTheSameTimeThoseWithTheIdOfTheRequestAreIts() {
        links("x=p#1 y=p#2", """
            p 0-50  c:1>p:80   GET /a 200@40 x ; X-Id: 0123456789abcdef
            x 2-45  p:3>o:80   GET /a 200@44 x ; X-Id: 0123456789abcdef
            y 12-39 p:4>o2:80  GET /a 200@38 x ; X-Id: 0123456789abcdef
            """);
    }

    @Test
    void onOneHostAnAttemptThatWasGivenUpForAnotherIsNotItsCause() {
        links("", """
            x 2-40  127.0.0.1:3>127.0.0.2:80  GET /a gone ; X-Id: 0123456789abcdef
            y 12-39 127.0.0.1:4>127.0.0.3:80  GET /a 200@38 x ; X-Id: 0123456789abcdef
            """);
    }

    @Test
    void onOneHostAttemptsAtTheSameTimeAreOfTheirRequest() {
        links("x=p#1 y=p#2", """
            p 0-50  127.0.0.1:1>127.0.0.1:80  GET /a 200@40 x ; X-Id: 0123456789abcdef
            x 2-45  127.0.0.1:3>127.0.0.2:80  GET /a 200@44 x ; X-Id: 0123456789abcdef
            y 12-39 127.0.0.1:4>127.0.0.3:80  GET /a 200@38 x ; X-Id: 0123456789abcdef
            """);
    }

    @Test
    void inAChainEachHasTheCauseRightBeforeIt() {
        links("b=a#1 c=b#1 d=c#1 e=c#2", """
            a 0-50  u:1>p:80   GET /a 200@49 x
            b 2-48  p:2>q:80   GET /a 200@47 x
            c 4-46  q:3>r:80   GET /a 200@45 x
            d 6-20  r:4>o:80   GET /a 503@19 y
            e 22-44 r:5>o2:80  GET /a 200@43 x
            """);
    }

    @Test
    void onOneHostAChainWithAnIdHasTheCauseRightBeforeIt() {
        links("b=a#1 c=b#1 d=c#1 e=c#2", """
            a 0-50  127.0.0.1:1>127.0.0.1:80  GET /a 200@49 x ; X-Id: 0123456789abcdef
            b 2-48  127.0.0.1:2>127.0.0.1:81  GET /a 200@47 x ; X-Id: 0123456789abcdef
            c 4-46  127.0.0.1:3>127.0.0.1:82  GET /a 200@45 x ; X-Id: 0123456789abcdef
            d 6-20  127.0.0.1:4>127.0.0.1:83  GET /a 503@19 y ; X-Id: 0123456789abcdef
            e 22-44 127.0.0.1:5>127.0.0.1:84  GET /a 200@43 x ; X-Id: 0123456789abcdef
            """);
    }

    @Test
    void whatBelongsToNothingIsGivenOnAtOnce() {
        Story story = Story.of("""
            p 0-50  c:1>p:80   GET /a 200@48 x
            x 4-40  p:3>o:80   GET /a 200@39 x
            a 10-20 c:7>s:80   GET /a 200@19 x
            """);
        story.told();
        assertEquals(List.of("a", "p", "x"), story.order());
    }

    @Test
    void requestsOfOneConnectionMayEndInAnyOrder() {
        Story story = Story.of("""
            p 0-50 c:1>p:80   GET /a 200 x
            q 5-30 c:1>p:80   GET /b 200 x
            r 6-20 c:1>p:80   GET /c 200 x
            x 7-29 p:3>o:80   GET /b 200 x
            s 60-70 c:1>p:80  GET /d 200 x
            """);
        assertEquals("x=q#1", story.told());
        assertEquals(List.of("r", "q", "x", "p", "s"), story.order());
    }

    @Test
    void nothingWaitsLongerThanTheWindow() {
        Story story = Story.of("""
            p 0-200000      c:1>p:80   GET /a 200@199999 x
            x 4-40          p:3>o:80   GET /a 503@39 x
            a 100000-100001 c:7>s:80   GET /a 200@100001 x
            """);
        assertEquals("x=p#1", story.told());
        assertEquals(List.of("x", "a", "p"), story.order());
        assertEquals(1, story.last("p").links().attempts().size());
    }

    @Test
    void whereClocksDifferWhatOneRequestHasJoins() {
        for (int skew : List.of(-20, -9, 0, 9, 20)) {
            Story story = Story.of("""
                p 100-150  c:1>p:80   GET /a 200@145 body ; Id: aaaa-0001
                x %1$s-144 p:3>o2:80  GET /a 200@140 body ; Id: aaaa-0001
                q 100-150  c:2>p:80   GET /b 200@145 body
                y %1$s-144 p:4>o2:80  GET /b 200@140 body
                """.formatted(102 + skew));
            story.severalClocks = true;
            assertEquals(skew < -12 ? "" : "x=p#1 y=q#1", story.told());
        }
    }

    @Test
    void whereClocksDifferWhatSeveralHaveJoinsNothing() {
        Story story = Story.of("""
            p 100-110  c:1>p:80   GET /a 200@109 body ; Cookie: sid=aaaa-0001
            q 120-150  c:2>p:80   GET /a 200@145 body ; Cookie: sid=aaaa-0001
            x 122-130  p:3>o2:80  GET /a 200@128 body ; Cookie: sid=aaaa-0001
            """);
        story.severalClocks = true;
        assertEquals("", story.told());
    }

    @Test
    void whereClocksDifferTimeDoesNotTellWhoAsks() {
        String either = """
            p 100-150  127.0.0.1:1>127.0.0.1:80   GET /a 200@145 body ; Id: aaaa-0001%s
            x 102-144  127.0.0.1:3>127.0.0.1:81   GET /a 200@140 body ; Id: aaaa-0001%s
            """;
        Story story = Story.of(either.formatted("", ""));
        story.severalClocks = true;
        assertEquals("", story.told());
        story = Story.of(either.formatted("", " ; Via: 1.1 p"));
        story.severalClocks = true;
        assertEquals("x=p#1", story.told());
        story = Story.of(either.formatted(" ; Via: 1.1 p", ""));
        story.severalClocks = true;
        assertEquals("", story.told());
    }

    @Test
    void theWindowMayBeShorter() {
        Story story = Story.of("""
            p 0-200      c:1>p:80   GET /a 200@190 x
            x 4-40       p:3>o:80   GET /a 503@39 x
            a 100-101    c:7>s:80   GET /a 200@101 x
            """);
        story.windowNanos = 50_000_000;
        assertEquals("x=p#1", story.told());
        assertEquals(List.of("x", "a", "p"), story.order());
        story.windowNanos = 170_000_000;
        assertEquals("x=p#1", story.told());
        assertEquals(List.of("a", "p", "x"), story.order());
    }

    @Test
    void aCrowdThatAsksForOneUrlIsBounded() {
        StringBuilder crowd = new StringBuilder();
        for (int i = 0; i < 200; i++) crowd.append("p").append(i).append(" ").append(i).append("-900 c").append(i).append(":1>p:80 GET / 200@800 x\n");
        for (int i = 0; i < 200; i++) crowd.append("x").append(i).append(" ").append(300 + i).append("-700 p:").append(i).append(">o:80 GET / 200@600 x\n");
        String told = Story.of(crowd.toString()).told();
        assertTrue(told.startsWith("x0=? x1=?") && !told.contains("#"), told);
    }
}
