package io.github.pcap2http.coding;

import io.github.pcap2http.bytes.Content;

/**
 * What taking content codings off gave.
 *
 * @param content decoded bytes, to the limit; all that could be decoded when there was a problem
 * @param size count of decoded bytes, those beyond the limit included
 * @param problem what kept decoding from its regular end
 * @param detail what and where, for a person; empty without a problem
 * @param coding the codings that {@code content} is still in, comma-separated in the order they were applied; null when none
 */
public record Decoded(Content content, long size, Problem problem, String detail, String coding) {
    /** Why decoding did not end as it should. */
    public enum Problem { NONE, UNKNOWN, TRUNCATED, CORRUPT, BOMB }
}
