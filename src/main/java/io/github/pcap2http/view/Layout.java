package io.github.pcap2http.view;

import io.github.pcap2http.dissect.Layer;
import io.github.pcap2http.output.Ink;
import io.github.pcap2http.output.OutputOptions;
import io.github.pcap2http.output.Printable;
import io.github.pcap2http.output.WallClock;
import io.github.pcap2http.tcp.TcpConnection;
import java.util.List;

/** How a packet's line and block look: columns that start narrow and grow with what comes, each to a bound, beyond which a line runs over. */
final class Layout {
    private static final int NARROW = 130;        // columns of a terminal; below, the date is left out
    private static final int LEAST_BLOCK = 60;    // columns for the fields of a block
    private static final int MOST_BLOCK = 140;
    private static final String INDENT = "        ";
    private static final int NAME = 16;           // columns for the name of a layer

    private final OutputOptions options;
    private final Printable printable;
    private final WallClock clock;
    private final boolean narrow;
    private final String gap;   // between columns
    private final int width;    // where lines of a block end
    private int peers;
    private int what = 7;
    private int owner = 22;

    Layout(OutputOptions options) {
        this.options = options;
        this.printable = new Printable(options.unicode());
        this.narrow = options.width() > 0 && options.width() < NARROW;
        this.gap = narrow ? " " : "  ";
        this.clock = new WallClock(options.zone(), !narrow);
        this.peers = narrow ? 26 : 33;
        this.width = options.width() == 0 ? 120 : Math.min(MOST_BLOCK, Math.max(LEAST_BLOCK, options.width()));
    }

    /** @param what flags, or what it is if it has none. @return the line up to there */
    String begin(long frame, long nanos, String source, String destination, String what, boolean segment) {
        String number = String.valueOf(frame);
        StringBuilder line = new StringBuilder(96).append(" ".repeat(Math.max(0, 6 - number.length()))).append(number).append("  ");
        line.append(ink(Ink.DIM, clock.exactTime(nanos))).append("  ");
        String ends = source + " > " + destination;
        peers = Math.max(peers, Math.min(64, ends.length()));
        line.append(ends).append(" ".repeat(Math.max(0, peers - ends.length()))).append(narrow ? "  " : "   ");
        if (!segment) return line.append(printable.of(what)).toString();
        this.what = Math.max(this.what, what.length());
        boolean odd = what.contains("RST");
        boolean turn = what.contains("SYN") || what.contains("FIN");
        line.append(odd ? ink(Ink.RED, what) : turn ? ink(Ink.CYAN, what) : what);
        return line.append(" ".repeat(this.what - what.length())).toString();
    }

    /** Such as {@code seq 1  ack 1  len 78}, in columns. */
    private void numbers(Line line, StringBuilder text) {
        int width = narrow ? 6 : 8;
        column("seq ", Integer.toUnsignedString(line.seq), width, text);
        if ((line.flags & TcpConnection.ACK) != 0) column("ack ", Integer.toUnsignedString(line.ack), width, text);
        else column("    ", "", width, text);
        column("len ", String.valueOf(line.length), 5, text);
    }

    private void column(String name, String value, int width, StringBuilder text) {
        text.append(gap).append(name).append(" ".repeat(Math.max(0, width - value.length()))).append(value);
    }

    /** @return the whole line, and what stands below it, with their ends */
    String of(Line line) {
        StringBuilder text = new StringBuilder(240).append(line.begin);
        if (line.length >= 0) numbers(line, text);
        String place = line.place.isEmpty() ? "" : "   " + ink(Ink.DIM, printable.of(line.place));
        if (line.length >= 0) belongs(line, place.isEmpty() && line.notes.length() == 0, text);
        if (line.notes.length() > 0) text.append("   ").append(ink(Ink.YELLOW, line.notes.toString()));
        text.append(place).append('\n');
        if (line.block != null) text.append(line.block).append('\n');
        return text.toString();
    }

    private void belongs(Line line, boolean last, StringBuilder text) {
        String to = line.belongsTo();
        owner = Math.max(owner, Math.min(30, to.length()));
        text.append(narrow ? "  " : "   ").append(line.owned() ? ink(Ink.GREEN, to) : ink(Ink.DIM, to));
        if (!last) text.append(" ".repeat(Math.max(0, owner - to.length())));
    }

    /** @return lines with all fields, without the last line's end */
    String block(List<Layer> layers) {
        StringBuilder text = new StringBuilder(800);
        for (Layer layer : layers) {
            if (text.length() > 0) text.append('\n');
            String name = layer.name();
            text.append(INDENT).append(ink(Ink.BOLD, name));
            if (layer.fields().isEmpty()) continue;
            text.append(" ".repeat(Math.max(1, NAME - name.length())));
            int column = INDENT.length() + Math.max(NAME, name.length() + 1);
            boolean first = true;
            for (String each : layer.fields()) {
                String field = printable.of(each);
                if (!first) text.append(", ");
                if (!first && column + 2 + field.length() > width) {
                    text.setLength(text.length() - 1);
                    text.append('\n').append(INDENT).append(" ".repeat(NAME));
                    column = INDENT.length() + NAME;
                } else if (!first) {
                    column += 2;
                }
                text.append(field);
                column += field.length();
                first = false;
            }
        }
        return text.append('\n').toString();
    }

    private String ink(Ink ink, String text) {
        return options.color() ? ink.on(text) : text;
    }
}
