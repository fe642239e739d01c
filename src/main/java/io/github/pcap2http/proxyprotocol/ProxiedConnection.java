package io.github.pcap2http.proxyprotocol;

import io.github.pcap2http.bytes.ByteQueue;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.stream.Inner;
import io.github.pcap2http.stream.Layer;

/** A connection that begins with a PROXY header. The client, here, is the proxy that sends it. */
public final class ProxiedConnection implements Layer {
    private final Journal journal;
    private final Layer inside;
    private final ByteQueue header;   // what is of interest of it
    private boolean told;
    private long left = -1;   // bytes of the header that are still to come; -1: not known yet

    /** @param inner makes the layer for what follows the header */
    public ProxiedConnection(Journal journal, Inner inner) {
        this.journal = journal;
        this.inside = inner.open();
        this.header = new ByteQueue(journal.held());
    }

    @Override
    public void data(Side from, Bytes bytes, Moment now) {
        int used = from == Side.CLIENT && left != 0 ? take(bytes) : 0;
        if (used < bytes.length()) inside.data(from, bytes.from(used), now);
    }

    /** @return how many bytes belong to the header */
    private int take(Bytes bytes) {
        int before = header.length();
        if (!told) header.append(bytes);
        if (left < 0) {
            int length = ProxyHeader.length(header.view());
            if (length == 0) return bytes.length();
            left = length - before;
        }
        int used = (int) Math.min(left, bytes.length());
        left -= used;
        if (left == 0 || header.length() >= ProxyHeader.FIXED + ProxyHeader.MAX_ADDRESSES) tell();
        return used;
    }

    /** The header is whole, or what is still missing of it is of no interest, or lost. */
    private void tell() {
        Endpoint client = told || header.isEmpty() ? null : ProxyHeader.client(header.view());
        if (client != null) journal.realClient(client);
        told = true;
        header.clear();
    }

    @Override
    public void gap(Side from, long length, Moment now) {
        long inHeader = from == Side.CLIENT ? Math.min(Math.max(left, 0), length) : 0;
        if (from == Side.CLIENT && left != 0) {
            tell();
            left = Math.max(left, 0) - inHeader;
        }
        if (inHeader < length) inside.gap(from, length - inHeader, now);
    }

    @Override
    public void letGo(Moment now) {
        if (!header.isEmpty()) {
            tell();
            left = Math.max(left, 0);
        }
        inside.letGo(now);
    }

    @Override
    public void end(Side from, EndCause cause, Moment now) {
        inside.end(from, cause, now);
    }
}
