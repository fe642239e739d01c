package io.github.pcap2http.tls;

import io.github.pcap2http.bytes.ByteQueue;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.stream.Layer;

/**
 * A TLS connection without its keys: gathers the ClientHello, which may be spread over several records and segments, and tells the
 * journal once what it says, or as much of it as there is.
 */
public final class TlsConnection implements Layer {
    private static final int RECORD_HEADER = 5;   // type, version, length (RFC 8446, section 5.1)
    private static final int HANDSHAKE = 22;
    private static final int MESSAGE_HEADER = 4;
    private static final int MAX_HELLO = 16 << 10;   // bytes; those of browsers have less than 2 KiB

    private final Journal journal;
    private final ByteQueue header;
    private final ByteQueue hello;
    private int left;   // bytes of the record that are still to come
    private boolean told;

    public TlsConnection(Journal journal) {
        this.journal = journal;
        this.header = new ByteQueue(journal.held());
        this.hello = new ByteQueue(journal.held());
    }

    @Override
    public void data(Side from, Bytes bytes, Moment now) {
        if (from == Side.SERVER) return;
        Bytes rest = bytes;
        while (!told && !rest.isEmpty()) rest = rest.from(step(rest));
    }

    @Override
    public long unread(Side from) {
        return told || from == Side.SERVER ? Long.MAX_VALUE : 0;
    }

    @Override
    public void passed(Side from, long count, Moment last) { }

    /** @return how many bytes were used, at least one */
    private int step(Bytes in) {
        if (left == 0) {
            int used = Math.min(RECORD_HEADER - header.length(), in.length());
            header.append(in.slice(0, used));
            if (header.length() == RECORD_HEADER) begin(header.view());
            return used;
        }
        int used = Math.min(left, in.length());
        hello.append(in.slice(0, used));
        left -= used;
        if (whole() || hello.length() > MAX_HELLO) tell();
        return used;
    }

    private void begin(Bytes record) {
        left = record.uint16(3);
        if (record.at(0) != HANDSHAKE) tell();
        header.clear();
    }

    private boolean whole() {
        return hello.length() >= MESSAGE_HEADER && hello.length() - MESSAGE_HEADER >= (hello.view().int32(0) & 0xffffff);
    }

    private void tell() {
        if (told) return;
        told = true;
        Bytes message = hello.view();
        boolean client = !message.isEmpty() && message.at(0) == 1;
        ClientHello said = client ? ClientHello.read(message) : ClientHello.UNSEEN;
        journal.encrypted(said.random(), said.serverName(), said.protocols());
        header.clear();
        hello.clear();
    }

    @Override
    public void letGo(Moment now) {
        tell();
    }

    @Override
    public void gap(Side from, long length, Moment now) {
        if (from == Side.CLIENT) tell();
    }

    @Override
    public void end(Side from, EndCause cause, Moment now) {
        if (from == Side.CLIENT) tell();
    }
}
