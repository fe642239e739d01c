package io.github.pcap2http.exchange;

/**
 * Phases of an exchange as HAR 1.2 has them, all in nanoseconds of capture time; {@link #NONE} where one does not apply.
 * Their sum, without {@code ssl}, which is inside {@code connect}, is the whole.
 *
 * @param started nanoseconds since 1970 UTC: the first request byte less {@code connect} and the least {@code blocked}
 * @param blocked a pipelined request's wait for its turn, at least {@link #LEAST_BLOCKED}
 * @param dns the lookup of the server's name; no packets of it are read, but a HAR may tell
 * @param connect SYN to end of handshake, TLS included, for the first exchange of a connection
 * @param ssl the TLS part of {@code connect}
 * @param send first to last request byte
 * @param waiting last request byte to first byte of the final response; without a response, to the end of the connection
 * @param receive from there to the last byte of the response
 */
public record Timing(long started, long blocked, long dns, long connect, long ssl, long send, long waiting, long receive) {
    public static final long NONE = -1;

    /** Chrome draws the phases wrongly when {@code blocked} is 0 or absent. */
    public static final long LEAST_BLOCKED = 10_000;

    /** Without a lookup. */
    public Timing(long started, long blocked, long connect, long ssl, long send, long waiting, long receive) {
        this(started, blocked, NONE, connect, ssl, send, waiting, receive);
    }

    public long total() {
        return blocked + Math.max(dns, 0) + Math.max(connect, 0) + send + waiting + receive;
    }

    /**
     * @param request span of the request; null when none was seen
     * @param turn end of the response before, when the request was sent earlier than that; else null
     * @param response span of the final response; null when there was none
     * @param connected span of the handshake when this is the connection's first exchange, else null; of what failed without a request, its begin
     * @param end when it was clear that nothing more comes
     */
    static Timing of(Span request, Moment turn, Span response, Span connected, Moment end) {
        if (request == null && response == null) return failedConnect(connected, end);
        long connect = connected == null ? NONE : after(connected.first().nanos(), connected.last().nanos());
        if (request == null) {
            long first = response.first().nanos();
            return new Timing(first - LEAST_BLOCKED, LEAST_BLOCKED, NONE, NONE, 0, 0, after(first, response.last().nanos()));
        }
        long first = request.first().nanos();
        long sent = Math.max(first, request.last().nanos());
        long ready = turn == null ? sent : Math.max(sent, turn.nanos());
        long answered = response == null ? Math.max(ready, end.nanos()) : Math.max(ready, response.first().nanos());
        long receive = response == null ? 0 : after(answered, response.last().nanos());
        return new Timing(first - Math.max(connect, 0) - LEAST_BLOCKED, Math.max(LEAST_BLOCKED, ready - sent), connect, NONE,
            sent - first, answered - ready, receive);
    }

    private static Timing failedConnect(Span connected, Moment end) {
        long syn = connected.first().nanos();
        return new Timing(syn - LEAST_BLOCKED, LEAST_BLOCKED, after(syn, end.nanos()), NONE, 0, 0, 0);
    }

    private static long after(long from, long to) {
        return Math.max(0, to - from);
    }
}
