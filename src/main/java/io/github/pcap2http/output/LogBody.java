package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Body;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Locale;

/** Bodies in the log, indented so that none can be taken for a line of the log: text as it is, of the rest how it begins. */
final class LogBody {
    private static final String INDENT = "  ";
    private static final int DUMPED = 64;   // bytes
    private static final int ROW = 16;   // bytes

    private final Writer out;
    private final Printable printable;

    LogBody(Writer out, Printable printable) {
        this.out = out;
        this.printable = printable;
    }

    void write(Body body, MediaType type) throws IOException {
        Charset charset = BodyText.charset(body, type);
        if (charset != null) text(body.content(), charset);
        else if (!body.content().isEmpty()) binary(body.content(), body.coding() != null ? body.coding() + " data" : type.essence());
        long missing = body.size() - body.content().length();
        if (missing > 0 && body.coding() == null) line("[" + missing + " more bytes are not here]");
    }

    private void text(Bytes content, Charset charset) throws IOException {
        Reader bytes = new InputStreamReader(new ByteArrayInputStream(content.array(), content.offset(), content.length()), charset);
        try (BufferedReader lines = new BufferedReader(bytes)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", -1);
                for (int i = 0; i < cells.length; i++) cells[i] = printable.of(cells[i]);
                line(String.join("\t", cells));
            }
        }
    }

    private void binary(Bytes content, String kind) throws IOException {
        line("[" + content.length() + " bytes" + (kind.isEmpty() ? "" : " of " + printable.of(WireText.of(kind))) + "]");
        int shown = Math.min(DUMPED, content.length());
        for (int at = 0; at < shown; at += ROW) row(content.slice(at, Math.min(at + ROW, shown)), at);
    }

    private void row(Bytes bytes, int at) throws IOException {
        StringBuilder hex = new StringBuilder();
        StringBuilder ascii = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            int b = bytes.uint8(i);
            hex.append(i == ROW / 2 ? "  " : " ").append(String.format(Locale.ROOT, "%02x", b));
            ascii.append(b >= ' ' && b < 0x7f ? (char) b : '.');
        }
        line(String.format(Locale.ROOT, "%08x %-50s |%s|", at, hex, ascii));
    }

    private void line(String text) throws IOException {
        out.write(INDENT);
        out.write(text);
        out.write('\n');
    }
}
