package io.github.pcap2http.exchange;

/** From the packet that carried the first byte of something to the packet that carried its last. */
public record Span(Moment first, Moment last) { }
