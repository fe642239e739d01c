package io.github.pcap2http.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * What happened between a request and its answer, or an attempt to connect that failed. Immutable; safe to pass between threads.
 *
 * @param id stable name: first frame of the connection, a hyphen, the number of the exchange on it, from 1
 * @param url absolute, ASCII, without fragment; for an exchange without request, the server's root
 * @param request null when none was seen
 * @param response the final response; null when there was none
 * @param interim 1xx responses before it
 * @param outcome how it ended
 * @param error short text for people, in parentheses; null where nothing failed
 * @param requestSpan null when {@code request} is
 * @param responseSpan null when {@code response} is
 * @param requestLost bytes of the request that the capture lacks, head included; so {@code responseLost}
 * @param count how many attempts of the same kind this stands for; 1 but for failed connects that were summed up
 * @param diagnostics what was odd, in the order it was met
 * @param links to exchanges on the other side of a proxy
 */
public record Exchange(String id, Connection connection, String url, Request request, Response response, List<Interim> interim,
                       Outcome outcome, String error, Timing timing, Span requestSpan, Span responseSpan,
                       long requestLost, long responseLost, long count, List<Diagnostic> diagnostics, Links links) {
    /** @return this exchange, standing for {@code count} of its kind */
    public Exchange times(long count) {
        return new Exchange(id, connection, url, request, response, interim, outcome, error, timing, requestSpan, responseSpan,
            requestLost, responseLost, count, diagnostics, links);
    }

    /** @return what is known of it but for the contents of its messages, which are empty */
    public Exchange withoutBodies() {
        boolean none = (request == null || request.body().kept().isEmpty()) && (response == null || response.body().kept().isEmpty());
        return none ? this : with(Body.NONE, Body.NONE, diagnostics);
    }

    private Exchange with(Body ofRequest, Body ofResponse, List<Diagnostic> diagnostics) {
        Request asked = request == null ? null : new Request(request.method(), request.target(), request.version(), request.fields(),
            request.headLength(), ofRequest, request.trailers());
        Response answer = response == null ? null : new Response(response.status(), response.reason(), response.version(), response.fields(),
            response.headLength(), ofResponse, response.trailers());
        return new Exchange(id, connection, url, asked, answer, interim, outcome, error, timing, requestSpan, responseSpan,
            requestLost, responseLost, count, diagnostics, links);
    }

    /** Gives the bytes of its bodies back to where they are kept: who holds the exchange may not read them any more. */
    public void release() {
        if (request != null) request.body().kept().release();
        if (response != null) response.body().kept().release();
    }

    /** The bytes of its bodies stay readable beyond the call that this exchange was lent for, until {@link #release} is called once more. */
    public void retain() {
        if (request != null) request.body().kept().retain();
        if (response != null) response.body().kept().retain();
    }

    /** @return this exchange for those that keep it, with contents of at most {@code most} bytes, on the heap; longer ones are empty */
    public Exchange keeping(long most) {
        return with(request == null ? null : request.body().onHeap(most), response == null ? null : response.body().onHeap(most), diagnostics);
    }

    /** @return this exchange with its links */
    public Exchange with(Links links) {
        return new Exchange(id, connection, url, request, response, interim, outcome, error, timing, requestSpan, responseSpan,
            requestLost, responseLost, count, diagnostics, links);
    }

    /** @return this exchange with another body of its response, and other diagnostics */
    Exchange with(Body ofResponse, List<Diagnostic> diagnostics) {
        return with(request == null ? null : request.body(), ofResponse, diagnostics);
    }

    /** @return this exchange with one more diagnostic */
    public Exchange with(Diagnostic diagnostic) {
        List<Diagnostic> more = new ArrayList<>(diagnostics);
        more.add(diagnostic);
        return new Exchange(id, connection, url, request, response, interim, outcome, error, timing, requestSpan, responseSpan,
            requestLost, responseLost, count, List.copyOf(more), links);
    }
}
