/**
 * What must not be. Takes expressions ({@link io.github.pcap2http.check.Assertion#parse}) and exchanges ({@link io.github.pcap2http.check.Check}), gives
 * {@link io.github.pcap2http.check.Verdict}s, also as JUnit XML ({@link io.github.pcap2http.check.JUnitReport}). An expression says what breaks the assertion:
 *
 * <pre>
 * expression = term { "or" term }                 also ||
 * term       = factor { "and" factor }            also &amp;&amp;
 * factor     = [ "not" ] ( "(" expression ")" | flag | compared )      also !
 * flag       = "no-response" | "failed" | "attempt"
 * compared   = left ( "==" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) value
 * left       = quantity | pattern | aggregate
 * quantity   = "status" | "time" | "ttfb" | "connect" | "send" | "receive" | "size" | "sent" | "attempts" | "retries" | "lost"
 * pattern    = "host" | "method" | "url" | "client" | "server" | "header" | "body" | "id" | "outcome"     with == and != only
 * aggregate  = "count" [ "(" expression ")" ] | "rate" "(" expression ")"
 *            | ( "min" | "max" | "mean" | "sum" | "p50" | "p95" | "p99.9" ... ) "(" quantity [ "," expression ] ")"
 * value      = a number with or without a unit (300ms, 2s, 10k, 1%), a word, or anything between ' or "
 * </pre>
 *
 * What speaks of one exchange ({@code status>=500 and time>1s}) breaks the assertion when there is such an exchange; what speaks of all
 * ({@code p95(ttfb)>300ms}) when it holds at the end. The two are not mixed but inside of an aggregate. What has no value, such as the status of a
 * request without a response, or a percentile of nothing, is unequal to everything, and neither more nor less. Percentiles are judged exactly, by
 * counting; the value that is told of one is within 0.05 %. Memory does not grow with the number of exchanges. Must not know: outputs, the clock.
 */
package io.github.pcap2http.check;
