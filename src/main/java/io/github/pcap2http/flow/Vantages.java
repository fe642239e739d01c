package io.github.pcap2http.flow;

import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.exchange.Vantage;
import io.github.pcap2http.packet.Envelope;

/**
 * Finds out which end of a connection is the host that captured it. An end is if its packets were sent there, and never received. Packets
 * that are passed on are received first; those of the loopback interface are received from both ends, which tells nothing.
 */
final class Vantages {
    private static final int RECEIVED = 1;
    private static final int SENT = 2;

    private int byClient;
    private int byServer;
    private int interfaceId;

    /** @return whether that changed what is known */
    boolean see(Envelope envelope, Side from) {
        Envelope.Direction direction = envelope.direction();
        if (direction == Envelope.Direction.UNKNOWN) return false;
        boolean several = (byClient | byServer) != 0 && interfaceId != envelope.interfaceId();
        int seen = several ? RECEIVED | SENT : direction == Envelope.Direction.SENT ? SENT : RECEIVED;
        int before = from == Side.CLIENT ? byClient : byServer;
        if ((before | seen) == before) return false;
        interfaceId = envelope.interfaceId();
        if (from == Side.CLIENT) byClient |= seen;
        else byServer |= seen;
        return true;
    }

    /** The client turned out to be the server. */
    void turn() {
        int client = byClient;
        byClient = byServer;
        byServer = client;
    }

    /** @return null when neither end is, both are, or it is not known */
    Vantage found() {
        if (byClient == SENT && (byServer & SENT) == 0) return new Vantage(interfaceId, Side.CLIENT);
        if (byServer == SENT && (byClient & SENT) == 0) return new Vantage(interfaceId, Side.SERVER);
        return null;
    }
}
