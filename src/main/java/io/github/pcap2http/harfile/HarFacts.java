package io.github.pcap2http.harfile;

/**
 * What one input was found to be, so far.
 *
 * @param name as it was given
 * @param format for a person: {@code HAR} or {@code JSON lines}, and how it is compressed
 * @param creator program that wrote it, and its version; null when it does not say
 * @param entries that were read, those that are no exchange included
 * @param firstNanos earliest start of an exchange, in nanoseconds since 1970 UTC; 0 without exchanges
 * @param lastNanos latest start; 0 without exchanges
 */
public record HarFacts(String name, String format, String creator, long entries, long firstNanos, long lastNanos) { }
