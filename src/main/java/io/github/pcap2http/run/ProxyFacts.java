package io.github.pcap2http.run;

import java.util.List;
import java.util.SortedMap;

/**
 * What proxies did, as far as attempts could be linked to the requests that caused them.
 *
 * @param calls client requests that caused attempts
 * @param upstreams the servers behind the proxies, in the order of their names
 * @param slowest of these requests, slowest first
 * @param mostRetried those with more than one attempt, most attempts first
 */
public record ProxyFacts(long calls, List<Upstream> upstreams, List<Call> slowest, List<Call> mostRetried) {
    /**
     * @param server address and port
     * @param failures attempts by how they failed: an outcome in words, or such as {@code status 503}
     * @param retries attempts that failed, and after which the proxy made another one for the same request
     * @param reused attempts on a connection that had been used before
     * @param p50 time from the last byte of the request to the first of the response, in nanoseconds, that half of the responses took at
     *     most; so the others; -1 when there was no response; within 2 %
     */
    public record Upstream(String server, long attempts, SortedMap<String, Long> failures, long retries, long reused, long p50, long p90, long p99) { }

    /** @param id of the exchange. @param request its {@linkplain Options#naming name}, of long ones the beginning. @param status 0 without a response. @param nanos its duration */
    public record Call(String id, String request, int status, int attempts, long nanos) { }
}
