package io.github.pcap2http.tcp;

import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;

/** How a connection was opened, and whether that came to nothing. */
public final class Handshake {
    /** Copies of one SYN seen on several interfaces are closer together than this, repetitions are not (RFC 6298: 1 s, some use 200 ms). */
    private static final long REPEATED_NANOS = 100_000_000;

    private Moment syn;
    private Moment lastSyn;
    private boolean repeated;
    private boolean synAck;
    private Moment early;   // when the client acknowledged a SYN that stands behind that in the capture, or nowhere; null: it did not
    private int earlyAck;
    private Moment established;
    private Side resetBy;

    /** @param ack counts only with ACK in {@code flags} */
    void segment(Side from, int seq, int ack, int flags, Moment now) {
        boolean isSyn = (flags & TcpConnection.SYN) != 0;
        boolean isAck = (flags & TcpConnection.ACK) != 0;
        if ((flags & TcpConnection.RST) != 0) return;
        if (isSyn && !isAck && from == Side.CLIENT) {
            if (syn == null) syn = now;
            else if (now.nanos() - lastSyn.nanos() > REPEATED_NANOS) repeated = true;
            lastSyn = now;
        } else if (isSyn && isAck && from == Side.SERVER) {
            synAck = true;
            if (established == null && earlyAck == seq + 1) established = early;
        } else if (isAck && from == Side.CLIENT && synAck) {
            if (established == null) established = now;
        } else if (isAck && from == Side.CLIENT && syn != null && early == null) {
            early = now;
            earlyAck = ack;
        }
    }

    /** @return whether no segment without SYN and RST need be seen any more: what is known does not wait for one */
    boolean settled() {
        return !synAck || established != null;
    }

    /** An RST that belongs to the connection. */
    void reset(Side from) {
        if (resetBy == null) resetBy = from;
    }

    /** No SYN was seen so far, and the client turns out to be the server. */
    void turn() {
        if (resetBy != null) resetBy = resetBy.peer();
    }

    /** @return the first SYN; null when it was not seen */
    public Moment syn() {
        return syn;
    }

    /** @return the client's acknowledgement of the server's SYN; null when it was not seen */
    public Moment established() {
        return established;
    }

    /** @return whether the server has agreed to connect */
    public boolean accepted() {
        return synAck;
    }

    /** @return whether the client has sent its SYN again */
    public boolean repeated() {
        return repeated;
    }

    /** @return who sent the first RST; null when nobody did */
    public Side resetBy() {
        return resetBy;
    }
}
