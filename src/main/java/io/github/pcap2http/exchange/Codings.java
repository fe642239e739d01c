package io.github.pcap2http.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** In which codings the content of a message is, as its fields say. */
public final class Codings {
    private static final Set<String> COMPRESSION = Set.of("gzip", "x-gzip", "deflate", "compress", "x-compress");

    private Codings() { }

    /** @return the first applied first: content codings (RFC 9110, section 8.4), then compression for the way (RFC 9112, section 7.2) */
    public static List<String> of(Fields fields) {
        List<String> content = fields.members("content-encoding");
        List<String> transfer = fields.members("transfer-encoding");
        if (transfer.isEmpty() || transfer.size() == 1 && transfer.get(0).equals("chunked")) return content;   // as nearly always
        List<String> all = new ArrayList<>(content);
        for (String coding : transfer) {
            if (compresses(coding)) all.add(coding);
        }
        return all;
    }

    /** @return whether this transfer coding is one that compresses (RFC 9112, section 7.2) */
    public static boolean compresses(String transferCoding) {
        return COMPRESSION.contains(transferCoding.toLowerCase(Locale.ROOT));
    }
}
