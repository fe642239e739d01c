package io.github.pcap2http.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One attempt that serves several clients. */
class SharingTest {
    private static final String COLLAPSED = """
        p 0-50  c:1>p:80   GET /a 200@42 tea ; < X-Cache: MISS
        x 2-45  p:2>o:80   GET /a 200@41 tea
        q 10-52 d:1>p:80   GET /a 200@43 tea ; < X-Cache: HIT
        r 20-48 e:1>p:80   GET /a 200@44 tea ; < X-Cache: HIT
        """;

    /** @param changes {@code what>with}, of {@link #COLLAPSED} */
    private static String told(String... changes) {
        String story = COLLAPSED;
        for (String change : changes) {
            String[] sides = change.split(" => ");
            assertTrue(story.contains(sides[0]), sides[0]);
            story = story.replace(sides[0], sides[1]);
        }
        return Story.of(story).told();
    }

    @Test
    void theEarliestIsItsParentAndOthersShareIt() {
        Story story = Story.of(COLLAPSED);
        assertEquals("q~x r~x x=p#1", story.told());
        assertEquals(List.of("p", "x", "r", "q"), story.order());
        assertTrue(story.last("q").links().unasked());
        assertFalse(story.last("p").links().unasked());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whenEndsAreHeardDoesNotMatter(long seed) {
        assertEquals("q~x r~x x=p#1", Story.of(COLLAPSED).told(new Random(seed), 200));
    }

    @ParameterizedTest
    @CsvSource({
        "it does not say that it had it,              43 tea ; < X-Cache: HIT => 43 tea ; < X-Cache: MISS",
        "nor does it say anything,                    43 tea ; < X-Cache: HIT => 43 tea",
        "other contents,                              43 tea => 43 tee",
        "another length,                              43 tea => 43 teas",
        "another status,                              200@43 => 203@43",
        "answered before the attempt was,             200@43 => 200@40",
        "begun when the attempt was answered,         q 10-52 => q 42-52",
        "had it before the attempt had,               q 10-52 => q 10-44",
        "of something else,                           d:1>p:80   GET /a => d:1>p:80   GET /b/a",
        "for another host,                            43 tea => 43 tea ; Host: other",
        "for another user,                            43 tea => 43 tea ; Cookie: sid=1",
        "with a password,                             43 tea => 43 tea ; Authorization: x",
        "a part,                                      43 tea => 43 tea ; Range: bytes=0-9",
        "at another server of the proxy,              d:1>p:80 => d:1>p:81",
        "older than the attempt,                      43 tea => 43 tea ; < Age: 9",
    })
    void whereThatIsNotCertainNothingIsSaid(String why, String change) {
        assertEquals("r~x x=p#1", told(change), why);
    }

    @ParameterizedTest
    @CsvSource({
        "the proxy says so always,       42 tea ; < X-Cache: MISS => 42 tea ; < X-Cache: HIT",
        "the server says it too,         41 tea => 41 tea ; < X-Cache: MISS from origin",
        "the server says so itself,      41 tea => 41 tea ; < X-Cache: HIT from origin",
        "not for caches,                 41 tea => 41 tea ; < Cache-Control: private",
        "different for each,             41 tea => 41 tea ; < Vary: *",
        "asked for anew,                 42 tea => 42 tea ; Cache-Control: no-cache",
        "asked whether it has changed,   41 tea => 41 tea ; If-None-Match: 1",
        "not given to its own client,    p 0-50  c:1>p:80   GET /a 200@42 => p 0-50  c:1>p:80   GET /a 404@42",
    })
    void whatIsNotHandedToOthersIsNotShared(String why, String change) {
        assertEquals("", told(change).replaceAll("x=(p#1|\\?)", ""), why);
    }

    @Test
    void anAgeTellsIfNotAllHaveOne() {
        String story = """
            p 0-2500   c:1>p:80   GET /a 200@2050 tea ; < Age: 0
            x 2-2400   p:2>o:80   GET /a 200@2001 tea
            q 10-2600  d:1>p:80   GET /a 200@2100 tea ; < Age: %s
            """;
        assertEquals("q~x x=p#1", Story.of(story.formatted("1")).told());
        assertEquals("x=p#1", Story.of(story.formatted("0")).told());
        assertEquals("x=p#1", Story.of(story.formatted("4")).told());
        assertEquals("x=p#1", Story.of(story.formatted("1").replace("2001 tea", "2001 tea ; < Age: 0")).told());
    }

    @Test
    void whatVariesMustBeTheSame() {
        assertEquals("x=p#1", told("41 tea => 41 tea ; < Vary: accept-language", "42 tea => 42 tea ; Accept-Language: de"));
        assertEquals("q~x r~x x=p#1", told("41 tea => 41 tea ; < Vary: accept-language"));
    }

    @Test
    void contentsThatAreNotKeptNeedAName() {
        assertEquals("x=p#1", told("tea => -tea"));
        assertEquals("q~x x=p#1", told("41 tea => 41 -tea ; < ETag: 7", "43 tea => 43 -tea ; < ETag: 7", "44 tea => 44 -tea ; < ETag: 8"));
    }

    @Test
    void aProxyThatAsksAgainForTheNextDoesNotCollapse() {
        assertEquals("x=p#1 y=s#1", Story.of("""
            s 0-40  b:1>p:80   GET /a 200@30 tea ; X-Id: aaaa-0001 ; < X-Cache: MISS
            y 1-32  p:4>o:80   GET /a 200@29 tea ; X-Id: aaaa-0001
            p 4-50  c:1>p:80   GET /a 200@42 tea ; X-Id: aaaa-0002 ; < X-Cache: MISS
            x 5-45  p:2>o:80   GET /a 200@41 tea ; X-Id: aaaa-0002
            q 38-52 d:1>p:80   GET /a 200@43 tea ; < X-Cache: HIT
            """).told());
    }

    @Test
    void whatIsDecidedLateIsWaitedFor() {
        Story story = Story.of(COLLAPSED.replace("p 0-50 ", "p 0-5000"));
        assertEquals("q~x r~x x=p#1", story.told());
        story.windowNanos = 1_000_000_000;
        assertEquals("x=p#1", story.told());
    }

    @Test
    void onOneHost() {
        assertEquals("q~x r~x x=p#1", told("c:1>p:80 => 127.0.0.1:1>127.0.0.1:80", "d:1>p:80 => 127.0.0.1:2>127.0.0.1:80", "e:1>p:80 => 127.0.0.1:3>127.0.0.1:80",
            "p:2>o:80 => 127.0.0.1:4>127.0.0.1:81"));
    }
}
