package io.github.pcap2http.output;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.bytes.Content;
import io.github.pcap2http.exchange.Body;
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
    private static final int BLOCK = 1 << 13;   // characters

    private final Writer out;
    private final Printable printable;

    LogBody(Writer out, Printable printable) {
        this.out = out;
        this.printable = printable;
    }

    void write(Body body, MediaType type) throws IOException {
        Charset charset = BodyText.charset(body, type);
        if (charset != null) text(new InputStreamReader(body.kept().stream(), charset));
        else if (!body.kept().isEmpty()) binary(body.kept(), body.coding() != null ? body.coding() + " data" : type.essence());
        long missing = body.size() - body.kept().length();
        if (missing > 0) line("[" + missing + " more bytes are not here]");
    }

    /** In pieces, since a line may be as long as the body. */
    private void text(Reader in) throws IOException {
        char[] block = new char[BLOCK];
        char before = '\n';   // the last one that was taken
        int kept = 0;         // half a character
        for (int n = in.read(block); n >= 0; n = in.read(block, kept, BLOCK - kept)) {
            int end = kept + n;
            kept = Character.isHighSurrogate(block[end - 1]) ? 1 : 0;
            int from = 0;
            for (int i = 0; i < end - kept; i++) {
                char c = block[i];
                if (c != '\n' && c != '\r' && c != '\t') {
                    if (isLineEnd(before)) out.write(INDENT);
                } else {
                    out.write(printable.of(new String(block, from, i - from)));
                    from = i + 1;
                    if (isLineEnd(before) && !(c == '\n' && before == '\r')) out.write(INDENT);
                    if (c == '\t') out.write('\t');
                    else if (!(c == '\n' && before == '\r')) out.write('\n');
                }
                before = c;
            }
            out.write(printable.of(new String(block, from, end - kept - from)));
            block[0] = block[end - 1];
        }
        if (!isLineEnd(before)) out.write('\n');
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private void binary(Content content, String kind) throws IOException {
        line("[" + content.length() + " bytes" + (kind.isEmpty() ? "" : " of " + printable.of(WireText.of(kind))) + "]");
        Bytes shown = Bytes.of(content.stream().readNBytes(DUMPED));
        for (int at = 0; at < shown.length(); at += ROW) row(shown.slice(at, Math.min(at + ROW, shown.length())), at);
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
