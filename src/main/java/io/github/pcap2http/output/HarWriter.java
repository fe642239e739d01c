package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A HAR 1.2 document. Its entries are in the order of their starts, but known in that of their ends; so each is rendered once, when its
 * exchange ends, into an {@link EntryWindow}, which puts in order what is near, and from there into a {@link HarDraft}, which does the rest.
 */
final class HarWriter implements Output {
    /** Browsers hold a document in one string, which ends at 2^29 characters; near it they get slow. */
    private static final long MAX_FOR_BROWSERS = 500_000_000;   // bytes

    private static final int WINDOW = 4 << 20;   // bytes of entries
    private static final String PAGE = "page_1";

    private final Target target;
    private final long maxForBrowsers;
    private final HarDraft draft;
    private final EntryWindow window;
    private final EntryWriter entries = new EntryWriter(PAGE);
    private final JsonBuffer entry = new JsonBuffer();
    private final Unfinished unfinished = new Unfinished();
    private final List<String> remarks = new ArrayList<>(1);
    private boolean failed;
    private boolean closed;

    HarWriter(Target target, OutputOptions options) throws IOException {
        this(target, options, MAX_FOR_BROWSERS, WINDOW);
    }

    /** @param maxForBrowsers bytes; a document that has more comes with a remark; @param window bytes of entries that are held in memory */
    HarWriter(Target target, OutputOptions options, long maxForBrowsers, int window) throws IOException {
        this.target = target;
        this.maxForBrowsers = maxForBrowsers;
        this.draft = new HarDraft(target, PAGE, options);
        this.window = new EntryWindow(draft, window, options.retainable());
    }

    @Override
    public void connecting(Connection connection) {
        unfinished.connecting(connection);
    }

    @Override
    public void connected(Connection connection) {
        unfinished.connected(connection);
    }

    @Override
    public void started(String id, Connection connection, Moment at, Request head) {
        unfinished.started(id, connection, at);
    }

    @Override
    public void summedUp(Exchange exchange) {
        unfinished.ended(exchange);
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        unfinished.ended(exchange);
        entry.clear();
        entries.write(exchange, entry);
        try {
            window.add(exchange.timing().started(), entry, unfinished.settled());
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        try (draft) {
            if (failed) {
                window.abandon();
                return;
            }
            window.letOut();
            long length = draft.publish();
            if (length > maxForBrowsers) remarks.add(tooLarge(length));
        }
    }

    @Override
    public void abandon() {
        failed = true;
        try {
            close();
        } catch (IOException e) {
            // what could not be closed is not wanted either
        }
    }

    @Override
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** @param length of the document in bytes */
    private String tooLarge(long length) {
        return target.name() + " has " + length / 1_000_000 + " MB, which is more than browsers load; --max-body 100k cuts large "
            + "bodies, --max-body 0 leaves all out, and JSON lines (-o FILE.jsonl) have no such limit";
    }
}
