package io.github.pcap2http.exchange;

/**
 * A request as the capture has it.
 *
 * @param method any token
 * @param target as on the wire (RFC 9112, section 3.2), one character for each byte
 * @param version such as {@code HTTP/1.1}
 * @param headLength bytes from the start line to the empty line, both included, that were captured; -1 when that is not known
 */
public record Request(String method, String target, String version, Fields fields, long headLength, Body body, Fields trailers) { }
