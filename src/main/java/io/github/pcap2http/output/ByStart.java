package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a writer has to say of each exchange, in the order of their starts, when all have ended: until then it is in a {@link Spool}. Exchanges
 * that start alike stay as they came.
 */
final class ByStart implements Output {
    private static final int IN_MEMORY = 2 << 20;   // bytes of the spool

    private final Output writer;   // into the spool
    private final Spool spool = new Spool((Path) null, IN_MEMORY);
    private final EntryIndex index = new EntryIndex(null);
    private final LiveStream out;
    private final Set<String> family;   // ids of the last exchange that is no attempt of another, and of its attempts so far; null: each stands where it starts
    private long start;   // of that exchange
    private boolean failed;
    private boolean closed;

    /** @param format of those that are written as exchanges end. @param families whether attempts stay with the request that caused them */
    ByStart(Format format, boolean families, Target target, OutputOptions options) throws IOException {
        out = new LiveStream(target);
        writer = format.open(target.elsewhere(spool), options);
        family = families ? new HashSet<>() : null;
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        long from = spool.length();
        try {
            writer.finished(exchange);
            writer.pause();   // all of it is in the spool then
            if (spool.length() > from) index.add(0, place(exchange), from, spool.length() - from);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    /** @return by what it is sorted: attempts come directly after the request that caused them */
    private long place(Exchange exchange) {
        Links.Cause cause = exchange.links().cause();
        if (family == null) return exchange.timing().started();
        if (cause == null || !family.contains(cause.parent())) {
            family.clear();
            start = exchange.timing().started();
        }
        family.add(exchange.id());
        return start;
    }

    @Override
    public void about(List<String> notes) {
        writer.about(notes);
    }

    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        try (spool; index) {
            if (!failed) {
                writer.close();
                spool.ready();
                index.inOrder((group, start, offset, length) -> spool.copyTo(out, offset, length));
                out.close();
            }
        } finally {
            out.abandon();   // unless it is closed
        }
    }

    @Override
    public void abandon() {
        failed = true;
        writer.abandon();
        try {
            close();
        } catch (IOException e) {
            // what is in the temporary files is not wanted any more
        }
    }

    @Override
    public List<String> remarks() {
        return writer.remarks();
    }
}
