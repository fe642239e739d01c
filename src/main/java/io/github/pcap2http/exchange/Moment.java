package io.github.pcap2http.exchange;

/**
 * A point of the capture.
 *
 * @param frame number of the packet, from 1, as Wireshark counts; goes on over several files; 0 where no packet is known, as in a HAR
 * @param nanos its timestamp, in nanoseconds since 1970-01-01 UTC; may run backwards from frame to frame
 */
public record Moment(long frame, long nanos) { }
