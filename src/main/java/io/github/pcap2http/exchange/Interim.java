package io.github.pcap2http.exchange;

/** A 1xx response that came before the final one (RFC 9110, section 15.2). @param at the packet of its first byte */
public record Interim(int status, String reason, Fields fields, Moment at) { }
