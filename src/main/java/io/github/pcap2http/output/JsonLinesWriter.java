package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Exchange;
import java.io.IOException;

/**
 * The entries of a HAR, one a line, written out when their exchanges end: for {@code jq}, for pipes, and without limit. Lines are collected
 * where they are rendered until there are as many bytes as the stream passes on without a copy.
 */
final class JsonLinesWriter implements Output {
    private final EntryWriter entries = new EntryWriter(null);
    private final JsonBuffer lines = new JsonBuffer();
    private final LiveStream out;
    private int whole;   // bytes of whole lines

    JsonLinesWriter(Target target, OutputOptions options) throws IOException {
        this.out = new LiveStream(target);
    }

    @Override
    public void finished(Exchange exchange) throws IOException {
        leaveWhole();
        entries.write(exchange, lines);
        lines.raw('\n');
        whole = lines.length();
        if (whole >= LiveStream.BUFFER || lines.hasLater()) pass();
    }

    /** What cannot be written is not tried again. */
    private void pass() throws IOException {
        leaveWhole();
        try {
            if (whole > 0) lines.writeTo(out);
        } finally {
            clear();
        }
    }

    /** An entry may have failed. */
    private void leaveWhole() {
        if (lines.length() > whole) lines.cut(whole);
    }

    private void clear() {
        lines.clear();
        whole = 0;
    }

    @Override
    public void pause() throws IOException {
        pass();
        out.show();
    }

    @Override
    public void close() throws IOException {
        try {
            pass();
        } finally {
            out.close();
        }
    }

    @Override
    public void abandon() {
        clear();
        out.abandon();
    }
}
