package io.github.pcap2http.samples;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * One TCP connection, told from the wire: who sends what, in order. Sequence numbers count by themselves, and every segment
 * acknowledges all that its sender's peer has sent before it, whether the capture saw it or not.
 */
public final class TcpConversation {
    private final Tape tape;
    private final End client;
    private final End server;
    private int segmentSize = 1460;
    private boolean acknowledged;
    private boolean unseen;
    private UnaryOperator<PacketWriter> each = packet -> packet;

    private static final class End {
        final Socket socket;
        int next;

        End(String socket, int initial) {
            this.socket = Socket.parse(socket);
            this.next = initial;
        }
    }

    TcpConversation(Tape tape, String client, String server) {
        this.tape = tape;
        this.client = new End(client, 1_000_000);
        this.server = new End(server, 2_000_000);
    }

    /** A conversation alone on a tape of its own. */
    public static TcpConversation between(String client, String server) {
        return new Tape().conversation(client, server);
    }

    /** The next sequence numbers of both sides; at first 1,000,000 and 2,000,000. */
    public TcpConversation sequences(int client, int server) {
        this.client.next = client;
        this.server.next = server;
        return this;
    }

    /** The most payload that a segment carries; 1460 at first. */
    public TcpConversation segmentSize(int bytes) {
        segmentSize = bytes;
        return this;
    }

    /** From now on the receiver answers each call of {@link #client} or {@link #server} with a bare acknowledgment. */
    public TcpConversation acknowledged() {
        acknowledged = true;
        return this;
    }

    /** Does something to every packet from now on, such as {@code p -> p.vlan(7)}. */
    public TcpConversation each(UnaryOperator<PacketWriter> change) {
        each = change;
        return this;
    }

    /** The next call's packets are lost for the capture: they were sent and received, but not recorded. */
    public TcpConversation unseen() {
        unseen = true;
        return this;
    }

    /** SYN, SYN+ACK, ACK. */
    public TcpConversation handshake() {
        boolean lost = unseen;
        syn();
        unseen = lost;
        synAck();
        unseen = lost;
        return clientAck();
    }

    public TcpConversation syn() {
        boolean lost = takeUnseen();
        record(packet(client, server).flags("S").ack(0), lost);
        client.next++;
        return this;
    }

    public TcpConversation synAck() {
        boolean lost = takeUnseen();
        record(packet(server, client).flags("SA"), lost);
        server.next++;
        return this;
    }

    /** The client sends {@code latin1}, in as many segments as it takes. */
    public TcpConversation client(String latin1) {
        return client(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public TcpConversation client(byte... payload) {
        return send(client, server, payload);
    }

    /** The server sends {@code latin1}, in as many segments as it takes. */
    public TcpConversation server(String latin1) {
        return server(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public TcpConversation server(byte... payload) {
        return send(server, client, payload);
    }

    public TcpConversation clientAck() {
        return bare(client, server, "A");
    }

    public TcpConversation serverAck() {
        return bare(server, client, "A");
    }

    public TcpConversation clientFin() {
        bare(client, server, "FA");
        client.next++;
        return this;
    }

    public TcpConversation serverFin() {
        bare(server, client, "FA");
        server.next++;
        return this;
    }

    /** Both sides close in order, the client first. */
    public TcpConversation fin() {
        return clientFin().serverFin().clientAck();
    }

    public TcpConversation clientRst() {
        return bare(client, server, "R");
    }

    public TcpConversation serverRst() {
        return bare(server, client, "RA");
    }

    /** The last packet of the tape comes once more. */
    public TcpConversation again() {
        tape.repeat();
        return this;
    }

    /** The last two packets of the tape change places. */
    public TcpConversation swap() {
        tape.swap();
        return this;
    }

    public TcpConversation pauseMicros(long micros) {
        tape.pauseMicros(micros);
        return this;
    }

    public Tape tape() {
        return tape;
    }

    public byte[] pcap() {
        return tape.pcap();
    }

    public byte[] pcapng() {
        return tape.pcapng();
    }

    private TcpConversation send(End from, End to, byte[] payload) {
        boolean lost = takeUnseen();
        for (int at = 0; at < payload.length; at += segmentSize) {
            int length = Math.min(segmentSize, payload.length - at);
            byte[] part = java.util.Arrays.copyOfRange(payload, at, at + length);
            record(packet(from, to).flags(at + length == payload.length ? "PA" : "A").payload(part), lost);
            from.next += length;
        }
        if (acknowledged) record(packet(to, from), false);
        return this;
    }

    private TcpConversation bare(End from, End to, String flags) {
        record(packet(from, to).flags(flags), takeUnseen());
        return this;
    }

    private PacketWriter packet(End from, End to) {
        return each.apply(new PacketWriter(from.socket, to.socket).seq(from.next).ack(to.next));
    }

    private void record(PacketWriter packet, boolean lost) {
        if (lost) tape.miss();
        else tape.add(packet);
    }

    private boolean takeUnseen() {
        boolean lost = unseen;
        unseen = false;
        return lost;
    }
}
