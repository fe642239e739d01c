/**
 * What a proxy did for its clients: which request caused which attempts to have it answered.
 *
 * <p>Takes exchanges as they begin and end, and gives them on with their links, an exchange directly before its attempts. What cannot be an
 * attempt, and has none, is given on at once. {@link io.github.pcap2http.correlate.Correlator} keeps what is open and finds who may belong
 * together; a group in which all has ended is decided by elimination. A wrong link is worse than none: where two parents fit equally
 * well there is a diagnostic and no link.
 *
 * <p>Must not know: packets, protocols (a request has a method, a target and fields, whatever carried it), how links are shown, the clock.
 */
package io.github.pcap2http.correlate;
