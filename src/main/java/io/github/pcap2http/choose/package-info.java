/**
 * Which exchanges are wanted. Takes conditions as people type them ({@link io.github.pcap2http.choose.Criterion}, put together by
 * {@link io.github.pcap2http.choose.Choice}) and exchanges with their links; gives on those that meet the conditions, each with its family:
 * the attempts of a proxy that it caused, and the request that caused it ({@link io.github.pcap2http.choose.Families}).
 *
 * <p>Bodies are searched as streams, in windows; regular expressions are stopped when they take too long ({@link io.github.pcap2http.choose.Regex}).
 * What waits for the rest of its family is bounded. Must not know: packets, how links are found, outputs, the clock.
 */
package io.github.pcap2http.choose;
