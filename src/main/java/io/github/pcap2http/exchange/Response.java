package io.github.pcap2http.exchange;

/**
 * A final response as the capture has it.
 *
 * @param status 0 for HTTP/0.9, which has none
 * @param reason as on the wire, may be empty
 * @param version such as {@code HTTP/1.1}
 * @param headLength bytes from the status line to the empty line, both included, that were captured; -1 when that is not known
 */
public record Response(int status, String reason, String version, Fields fields, long headLength, Body body, Fields trailers) { }
