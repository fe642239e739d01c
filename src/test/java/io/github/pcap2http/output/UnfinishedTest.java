package io.github.pcap2http.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.TestExchanges;
import io.github.pcap2http.exchange.Timing;
import org.junit.jupiter.api.Test;

class UnfinishedTest {
    private static final long SECOND = 1_000_000_000;

    private final Unfinished unfinished = new Unfinished();

    /** @param opened seconds, so {@code established}; below 0: it was not */
    private static Connection connection(long frame, double opened, double established) {
        Connection blank = TestExchanges.connection(frame, new Endpoint("192.0.2.7", 4000), new Endpoint("192.0.2.8", 80));
        return new Connection(frame, moment(opened), established < 0 ? null : moment(established), blank.seen(), blank.alsoSeen(), null, blank.beyond());
    }

    private static Moment moment(double seconds) {
        return new Moment(1, (long) (seconds * SECOND));
    }

    private double settled() {
        return (unfinished.settled() + Timing.LEAST_BLOCKED) / (double) SECOND;
    }

    private void started(String id, Connection connection, double at) {
        unfinished.started(id, connection, moment(at));
    }

    private void finished(Connection connection, int ordinal) {
        unfinished.ended(TestExchanges.get("http://a/").over(connection).ordinal(ordinal).build());
    }

    @Test
    void nothingIsKnownAtFirst() {
        assertEquals(Long.MIN_VALUE, unfinished.settled());
    }

    @Test
    void theEarliestThatGoesOnCounts() {
        Connection one = connection(1, 0, 0);
        started("1-1", one, 1);
        started("1-2", one, 2);
        started("1-3", one, 3);
        assertEquals(1, settled(), 0.001);
        finished(one, 2);
        assertEquals(1, settled(), 0.001);
        finished(one, 1);
        assertEquals(3, settled(), 0.001);
        finished(one, 3);
        assertEquals(3, settled(), 0.001);
    }

    /** An entry starts with its connection: the first request of one that took half a second will have an entry that starts before it. */
    @Test
    void connectsCountFromTheirSyn() {
        Connection slow = connection(1, 1, -1);
        Connection other = connection(2, 0, 0.1);
        unfinished.connecting(slow);
        started("2-1", other, 1.2);
        finished(other, 1);
        assertEquals(1, settled(), 0.001);
        unfinished.connected(slow);   // which is said when the server agrees, before the handshake ends
        started("1-1", connection(1, 1, 1.5), 1.6);
        finished(slow, 1);
        started("2-2", other, 3);
        finished(other, 2);
        assertEquals(2.5, settled(), 0.001);
    }

    @Test
    void aConnectThatFailsIsNotWaitedFor() {
        Connection refused = connection(1, 1, -1);
        unfinished.connecting(refused);
        started("1-1", refused, 1);
        Connection other = connection(2, 0, 0);
        started("2-1", other, 2);
        assertEquals(1, settled(), 0.001);
        Exchange failed = TestExchanges.unrequested("http://a/").over(refused).outcome(Outcome.CONNECT_REFUSED).build();
        unfinished.ended(failed);
        assertEquals(2, settled(), 0.001);
    }

    /** What a client gives up itself never ends here. */
    @Test
    void withTooManyConnectsNothingIsKnown() {
        started("9-1", connection(9, 0, 0), 1);
        for (int i = 0; i < 100_000; i++) unfinished.connecting(connection(i, 1, -1));
        assertEquals(Long.MIN_VALUE, unfinished.settled());
    }
}
