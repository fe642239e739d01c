package io.github.pcap2http.output;

import static io.github.pcap2http.output.JsonBuffer.literal;

import io.github.pcap2http.exchange.Exchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A HAR 1.2 document. Its entries are in the order of their starts, which is known only in the end; so each is rendered once,
 * when its exchange ends, into a {@link Spool}, and {@link #close} lays them out. Memory holds the beginnings of the spool and
 * of its {@link EntryIndex index}.
 */
final class HarWriter implements Output {
    /** Browsers hold a document in one string, which ends at 2^29 characters; near it they get slow. */
    private static final long MAX_FOR_BROWSERS = 500_000_000;   // bytes

    private static final int IN_MEMORY = 2 << 20;   // bytes
    private static final int BUFFER = 1 << 16;   // bytes
    private static final int LARGE = 1 << 16;   // bytes of an entry that is copied from file to file
    private static final String PAGE = "page_1";

    private static final byte[] CREATOR = literal("{'log':{'version':'1.2','creator':{'name':'pcap2http','version':");
    private static final byte[] PAGES = literal("},'pages':[");
    private static final byte[] STARTED = literal("{'startedDateTime':");
    private static final byte[] ID = literal(",'id':");
    private static final byte[] TITLE = literal(",'title':");
    private static final byte[] PAGE_END = literal(",'pageTimings':{'onContentLoad':-1,'onLoad':-1}}");
    private static final byte[] ENTRIES = literal("],'entries':[");

    private final Target target;
    private final OutputOptions options;
    private final long maxForBrowsers;
    private final Target.Draft draft;
    private final Spool spool;
    private final EntryWriter entries = new EntryWriter();
    private final JsonBuffer entry = new JsonBuffer();
    private final EntryIndex index;
    private final List<String> remarks = new ArrayList<>(1);
    private long earliest = Long.MAX_VALUE;   // start of an entry
    private long length;   // bytes of the document
    private boolean failed;
    private boolean closed;

    HarWriter(Target target, OutputOptions options) throws IOException {
        this(target, options, MAX_FOR_BROWSERS);
    }

    /** @param maxForBrowsers bytes; a document that has more comes with a remark */
    HarWriter(Target target, OutputOptions options, long maxForBrowsers) throws IOException {
        this.target = target;
        this.options = options;
        this.maxForBrowsers = maxForBrowsers;
        this.draft = target.draft();
        this.spool = new Spool(draft.directory(), IN_MEMORY);
        this.index = new EntryIndex(draft.directory());
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        long offset = spool.length();
        entry.clear();
        entries.write(exchange, PAGE, entry);
        try {
            entry.writeTo(spool);
            index.add(0, exchange.timing().started(), offset, spool.length() - offset);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
        earliest = Math.min(earliest, exchange.timing().started());
    }

    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        try (draft; spool; index) {
            if (failed) return;
            spool.ready();
            layOut();
            draft.publish();
            if (length > maxForBrowsers) remarks.add(tooLarge());
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

    private void layOut() throws IOException {
        OutputStream out = new BufferedOutputStream(draft.out(), BUFFER);
        write(head(), out);
        byte[] first = ascii("\n");
        byte[] next = ascii(",\n");
        long entriesAt = length;
        index.inOrder((all, start, offset, size) -> {
            write(length == entriesAt ? first : next, out);
            copy(offset, size, out);
            length += size;
        });
        write(ascii("\n]}}\n"), out);
        out.flush();
    }

    private void copy(long offset, long size, OutputStream out) throws IOException {
        if (size < LARGE || draft.channel() == null) {
            spool.copyTo(out, offset, size);
        } else {
            out.flush();
            spool.transferTo(draft.channel(), offset, size);
        }
    }

    private void write(byte[] bytes, OutputStream out) throws IOException {
        out.write(bytes);
        length += bytes.length;
    }

    /** @return all that comes before the first entry. Safari wants a page, Firefox the array of pages */
    private byte[] head() {
        JsonBuffer json = new JsonBuffer();
        json.raw(CREATOR).text(options.version()).raw(PAGES);
        if (earliest < Long.MAX_VALUE) {
            new Times().iso(earliest, json.raw(STARTED));
            json.raw(ID).text(PAGE).raw(TITLE).text(WireText.of(options.title())).raw(PAGE_END);
        }
        return json.raw(ENTRIES).copy(0);
    }

    private String tooLarge() {
        return target.name() + " has " + length / 1_000_000 + " MB, which is more than browsers load; --max-body 100k cuts large "
            + "bodies, --max-body 0 leaves all out, and JSON lines (-o FILE.jsonl) have no such limit";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
