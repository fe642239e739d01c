package io.github.pcap2http.exchange;

/**
 * A header or trailer field as it was on the wire, one character for each byte (ISO 8859-1).
 *
 * @param name in the case that was sent
 * @param value without white space around it; folded lines are joined by a space (RFC 9112, section 5.2)
 */
public record Field(String name, String value) { }
