package io.github.pcap2http.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.TestExchanges;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FamiliesTest {
    private static final Setting SETTING = new Setting(() -> 0, ZoneOffset.UTC, Map.of());

    private final List<String> given = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();
    private final List<Lent> lent = new ArrayList<>();

    /** A body that may be read while somebody holds it. */
    private static final class Lent implements Content {
        private int holders = 1;

        @Override
        public long length() {
            return 2;
        }

        @Override
        public boolean onHeap() {
            return false;
        }

        @Override
        public Bytes bytes() {
            assertTrue(holders > 0, "read after it was given back");
            return Bytes.latin1("ok");
        }

        @Override
        public InputStream stream() {
            return bytes().stream();
        }

        @Override
        public void retain() {
            holders++;
        }

        @Override
        public void release() {
            holders--;
        }
    }

    /** @param id number of the connection. @param parent 0: none */
    private Exchange exchange(int id, int status, int parent, int... attempts) {
        Links.Cause cause = parent == 0 ? null : new Links.Cause(parent + "-1", "http://a.test/", 1, 2, List.of());
        List<Links.Attempt> all = Arrays.stream(attempts).mapToObj(one -> new Links.Attempt(one + "-1", Outcome.COMPLETE, 200)).toList();
        Lent body = new Lent();
        lent.add(body);
        return TestExchanges.get("http://a.test/").over(TestExchanges.connection(id, new Endpoint("192.0.2.7", 4000), new Endpoint("192.0.2.1", 80)))
            .answered(status, "").with(new Body(body, 2, 2, 0, true, null)).links(new Links(cause, all)).build();
    }

    private Families families(boolean alone) throws ChoiceException {
        Choice choice = new Choice();
        choice.add(Criterion.STATUS, "5xx");
        return new Families(choice, SETTING, alone, exchange -> {
            exchange.response().body().kept().bytes();
            given.add(exchange.id());
        }, exchange -> counted.add(exchange.id()));
    }

    private void pass(Families families, Exchange... exchanges) throws IOException {
        for (Exchange exchange : exchanges) {
            families.finished(exchange);
            exchange.release();
        }
    }

    private void assertGiven(String... ids) {
        assertEquals(List.of(ids), given);
    }

    @Test
    void aChosenAttemptBringsItsWholeFamilyInOrder() throws Exception {
        pass(families(false), exchange(1, 200, 0), exchange(2, 200, 0, 3, 5), exchange(3, 404, 2, 4), exchange(4, 503, 3), exchange(5, 200, 2), exchange(6, 500, 0));
        assertGiven("2-1", "3-1", "4-1", "5-1", "6-1");
        assertEquals(List.of("4-1", "6-1"), counted);
        assertTrue(lent.stream().allMatch(body -> body.holders == 0), "all was given back");
    }

    @Test
    void aFamilyWithoutAChosenOneIsLeftOut() throws Exception {
        Families families = families(false);
        pass(families, exchange(2, 200, 0, 3, 4), exchange(3, 404, 2), exchange(4, 200, 2), exchange(5, 500, 0));
        assertGiven("5-1");
        assertTrue(lent.stream().allMatch(body -> body.holders == 0), "all was given back");
        assertEquals(4, families.seen());
        assertEquals(1, families.chosen());
    }

    @Test
    void aloneIsAlone() throws Exception {
        pass(families(true), exchange(2, 200, 0, 3), exchange(3, 503, 2));
        assertGiven("3-1");
    }

    @Test
    void whatComesInBetweenDoesNotWait() throws Exception {
        pass(families(false), exchange(3, 404, 2), exchange(9, 500, 0), exchange(8, 200, 0), exchange(2, 503, 0, 3, 4), exchange(4, 200, 2));
        assertGiven("9-1", "3-1", "2-1", "4-1");
    }

    @Test
    void branchesOfAChainThatCameApartAreOneFamily() throws Exception {
        pass(families(false), exchange(4, 200, 3), exchange(6, 200, 5), exchange(5, 200, 2, 6), exchange(3, 200, 2, 4), exchange(2, 500, 0, 3, 5));
        assertGiven("4-1", "6-1", "5-1", "3-1", "2-1");
        assertTrue(lent.stream().allMatch(body -> body.holders == 0));
    }

    @Test
    void whatWaitsInVainIsBoundedAndWhatIsLackingIsSaidSo() throws Exception {
        Families families = families(false);
        for (int i = 1; i <= 3 * Families.MAX_WAITING; i++) pass(families, exchange(10 * i, 200, 0, 10 * i + 1));
        long waiting = lent.stream().filter(body -> body.holders > 0).count();
        assertEquals(Families.MAX_WAITING, waiting);
        assertEquals(List.of(), families.remarks(), "nobody wanted them");
        pass(families, exchange(11, 500, 10), exchange(30 * Families.MAX_WAITING + 1, 500, 30 * Families.MAX_WAITING));
        assertGiven("11-1", 30 * Families.MAX_WAITING + "-1", 30 * Families.MAX_WAITING + 1 + "-1");
        assertEquals(1, families.remarks().size());
        assertTrue(families.remarks().get(0).startsWith("1 exchange is lacking"), families.remarks().get(0));
    }

    @Test
    void namesThatWaitInVainAreBounded() throws Exception {
        Families families = families(false);
        int[] many = IntStream.range(2, 1000).toArray();
        for (int i = 1; i <= Families.MAX_NAMES / 500; i++) {
            int number = i;
            pass(families, exchange(1000 * i, 200, 0, Arrays.stream(many).map(one -> 1000 * number + one).toArray()));
        }
        assertTrue(families.remarks().get(0).contains("exchanges may be lacking"), families.remarks().toString());
        assertTrue(lent.stream().filter(body -> body.holders > 0).count() <= Families.MAX_NAMES / 999 + 1);
    }
}
