package io.github.pcap2http.view;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.output.Spool;
import io.github.pcap2http.packet.Segment;
import io.github.pcap2http.slice.Wanted;
import io.github.pcap2http.tcp.Standing;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Texts of packets that are kept, in a temporary file, until it is known which exchanges are chosen: at the end. */
final class Kept implements Closeable {
    private static final int IN_MEMORY = 1 << 20;   // bytes of texts
    private static final int HEADER = 12;           // bytes: frame, length of the text

    private final Wanted wanted;
    private final Spool texts = new Spool(null, IN_MEMORY);
    private final long most;

    /** @param wholeConnections whether all packets of a connection are shown of which one exchange is chosen. @param most bytes of temporary files */
    Kept(boolean wholeConnections, long most) {
        wanted = new Wanted(null, wholeConnections);
        this.most = most;
    }

    void piece(long frame, Object datagram) throws IOException {
        wanted.piece(frame, datagram);
    }

    void placed(Segment segment, Object datagram, long connection, Side from, Standing standing, boolean outside) throws IOException {
        wanted.placed(segment, datagram, connection, from, standing, outside);
    }

    void joined(long connection, long with, boolean sameRoles) {
        wanted.joined(connection, with, sameRoles);
    }

    void choose(Exchange exchange) throws IOException {
        wanted.choose(exchange);
    }

    /** @param frame one that was placed, or is a piece; greater than the last one */
    void add(long frame, byte[] text) throws IOException {
        texts.write(ByteBuffer.allocate(HEADER).putLong(frame).putInt(text.length).array());
        texts.write(text);
        if (texts.length() + wanted.bytes() > most) {
            throw new IOException("the temporary file for packets may have " + most + " bytes (--limit spool), which are used up");
        }
    }

    /** Writes the texts of packets of chosen exchanges, after all was told. */
    void writeTo(OutputStream out) throws IOException {
        texts.ready();
        long[] at = {0};
        wanted.inOrder((frame, isWanted) -> {
            while (at[0] < texts.length()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEADER);
                texts.copyTo(bytes, at[0], HEADER);
                ByteBuffer header = ByteBuffer.wrap(bytes.toByteArray());
                long one = header.getLong();
                if (one > frame) return;
                int length = header.getInt();
                if (one == frame && isWanted) texts.copyTo(out, at[0] + HEADER, length);
                at[0] += HEADER + length;
                if (one == frame) return;
            }
        });
    }

    @Override
    public void close() throws IOException {
        try (texts) {
            wanted.close();
        }
    }
}
