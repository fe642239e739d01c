package io.github.pcap2http.exchange;

import java.util.List;

/**
 * What an exchange has to do with others, where a proxy is between them: a client's request causes attempts of the proxy to get it
 * answered by a server behind it. In a chain of proxies an exchange is both an attempt and has attempts.
 *
 * @param cause for which request this is an attempt; null when none is known
 * @param attempts what this request caused, in the order of the starts; empty when nothing is known
 * @param unasked whether it was sent to a server that asks others, and nothing was seen that this one may have asked for it: as when it
 *     answers from a cache
 * @param shared id of an attempt for another request, with the answer to which this one was served as well; null when none is known, and where it
 *     was not {@code unasked}
 */
public record Links(Cause cause, List<Attempt> attempts, boolean unasked, String shared) {
    public static final Links NONE = new Links(null, List.of());

    /** There were attempts, or nothing is known of any. */
    public Links(Cause cause, List<Attempt> attempts) {
        this(cause, attempts, false, null);
    }

    /**
     * @param parent id of the exchange that caused this one
     * @param url of that exchange
     * @param number of this attempt among all for the parent, from 1
     * @param of how many there were
     * @param evidence in words: how it is known
     */
    public record Cause(String parent, String url, int number, int of, List<String> evidence) { }

    /** @param id of the exchange that is the attempt. @param status of its response; -1 when there was none */
    public record Attempt(String id, Outcome outcome, int status) { }
}
