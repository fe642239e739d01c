package io.github.pcap2http.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;

/**
 * A HAR as it is written, entry after entry. As long as each entry starts no earlier than the one before it, what is written is the
 * document. Where one came too late for that, the document is laid out anew in the end, from what was written. So is one that does not go to
 * a file of its own, where nothing can be read again: what is written goes to a {@link Spool} then.
 */
final class HarDraft extends OutputStream {
    private static final int IN_MEMORY = 2 << 20;   // bytes of the spool
    private static final int BUFFER = 1 << 16;   // bytes
    private static final int LARGE = 1 << 16;   // bytes that are copied from file to file

    private static final byte[] CREATOR = Literal.bytes("{'log':{'version':'1.2','creator':{'name':'pcap2http','version':");
    private static final byte[] PAGES = Literal.bytes("},'pages':[");
    private static final byte[] STARTED = Literal.bytes("{'startedDateTime':");
    private static final byte[] ID = Literal.bytes(",'id':");
    private static final byte[] TITLE = Literal.bytes(",'title':");
    private static final byte[] PAGE_END = Literal.bytes(",'pageTimings':{'onContentLoad':-1,'onLoad':-1}}");
    private static final byte[] ENTRIES = Literal.bytes("],'entries':[");
    private static final byte[] NEXT = Literal.bytes(",\n");
    private static final byte[] END = Literal.bytes("\n]}}\n");

    private final Target target;
    private final String page;
    private final OutputOptions options;
    private final Target.Draft draft;
    private final Spool spool;   // null: the draft can be read again
    private final OutputStream out;
    private final EntryIndex index;   // of what was written
    private long length;   // of that, in bytes
    private long from;   // where in it the last entry begins
    private long start = Long.MIN_VALUE;   // of the last entry
    private boolean ordered = true;

    /** @param page id of the only page */
    HarDraft(Target target, String page, OutputOptions options) throws IOException {
        this.target = target;
        this.page = page;
        this.options = options;
        draft = target.draft();
        spool = draft.channel() == null ? new Spool(draft.directory(), IN_MEMORY) : null;
        out = spool == null ? draft.out() : spool;
        index = new EntryIndex(draft.directory());
    }

    /** Begins an entry, to be {@link #write written} and then {@link #end ended}. @param start by which it is sorted */
    void begin(long start) throws IOException {
        if (length == 0) write(head(start));
        else write(NEXT);
        if (start < this.start) ordered = false;
        this.start = start;
        from = length;
    }

    @Override
    public void write(byte[] json, int offset, int count) throws IOException {
        out.write(json, offset, count);
        length += count;
    }

    @Override
    public void write(byte[] json) throws IOException {
        write(json, 0, json.length);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    void end() throws IOException {
        index.add(0, start, from, length - from);
    }

    /** Makes the document of what was written. @return its length in bytes, which is the same however it comes about */
    long publish() throws IOException {
        if (length == 0) write(head());
        write(END);
        out.flush();
        if (spool != null) {
            spool.ready();
            layOut(spool, draft);
        } else if (ordered) {
            draft.publish();
        } else {
            try (Spool written = new Spool(draft.written(), length); Target.Draft whole = target.draft()) {
                layOut(written, whole);
            }
        }
        return length;
    }

    private void layOut(Spool written, Target.Draft whole) throws IOException {
        OutputStream bytes = new BufferedOutputStream(whole.out(), BUFFER);
        if (ordered) {
            written.copyTo(bytes, 0, length);
        } else {
            Layout layout = new Layout(written, bytes, whole.channel());
            index.inOrder(layout);
            layout.end();
        }
        bytes.flush();
        whole.publish();
    }

    /** @return all that comes before the first entry. Safari wants a page, Firefox the array of pages. @param earliest start of an entry */
    private byte[] head(long earliest) {
        JsonBuffer json = new JsonBuffer();
        json.raw(CREATOR).text(options.version()).raw(PAGES);
        new Times().iso(earliest, json.raw(STARTED));
        json.raw(ID).text(page).raw(TITLE).text(WireText.of(options.title())).raw(PAGE_END);
        return json.raw(ENTRIES).raw('\n').copy(0);
    }

    /** @return so, when there is no entry */
    private byte[] head() {
        return new JsonBuffer().raw(CREATOR).text(options.version()).raw(PAGES).raw(ENTRIES).copy(0);
    }

    @Override
    public void close() throws IOException {
        try (draft; index) {
            if (spool != null) spool.close();
        }
    }

    /** Copies entries in their order, as many at once as lie in this order already. */
    private final class Layout implements EntryIndex.Visitor {
        private final Spool written;
        private final OutputStream bytes;
        private final FileChannel file;   // behind them; null when that is no file
        private long from;   // of those that are still to be copied, what separates them included
        private long to;

        Layout(Spool written, OutputStream bytes, FileChannel file) {
            this.written = written;
            this.bytes = bytes;
            this.file = file;
        }

        @Override
        public void record(long group, long start, long offset, long size) throws IOException {
            if (to == 0) {
                bytes.write(head(start));
                from = offset;
            } else if (offset != to + NEXT.length) {
                copy();
                bytes.write(NEXT);
                from = offset;
            }
            to = offset + size;
        }

        private void copy() throws IOException {
            if (to - from < LARGE || file == null) {
                written.copyTo(bytes, from, to - from);
            } else {
                bytes.flush();
                written.transferTo(file, from, to - from);
            }
        }

        void end() throws IOException {
            copy();
            bytes.write(END);
        }
    }
}
