package io.github.pcap2http.socks;

import io.github.pcap2http.bytes.ByteQueue;
import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.ExchangeBuilder;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.stream.Inner;
import io.github.pcap2http.stream.Layer;
import java.util.Map;

/**
 * A connection to a SOCKS proxy.
 *
 * <p><b>Plan</b>: each side has a script of messages, by which its bytes are read; what is behind the script goes inside. The two scripts
 * depend on each other in one thing only, the method that the proxy chose; where its choice is missing, or the client did not wait for
 * it, the client's own next byte says which it is. A message that does not fit, or a hole, ends the script of its side: the rest goes
 * inside, where it is searched. A connection that the proxy refuses is a failed attempt to connect.
 */
public final class SocksConnection implements Layer {
    private enum Message { REQUEST_4, REPLY_4, METHODS, CHOICE, PASSWORD_OR_REQUEST, STATUS, REPLY }

    private static final int UNKNOWN = -1;
    private static final int NO_AUTHENTICATION = 0;
    private static final int USER_PASSWORD = 2;
    private static final int NONE_ACCEPTABLE = 0xff;
    private static final int GRANTED_4 = 90;
    private static final int REPLY_4_LENGTH = 8;

    private static final Map<Integer, String> REFUSALS_4 = Map.of(91, "rejected or failed", 92, "the client has no identd",
        93, "identd names another user");
    /** RFC 1928, section 6. */
    private static final Map<Integer, String> REFUSALS = Map.of(1, "general failure", 2, "not allowed", 3, "network unreachable",
        4, "host unreachable", 5, "connection refused", 6, "TTL expired", 7, "command not supported", 8, "address type not supported");

    private final Journal journal;
    private final Script client;
    private final Script server;
    private Layer inside;   // null: it is nothing that could be read
    private Moment begun;
    private int method = UNKNOWN;
    private long hole;   // bytes of the client that are missing, of which it is not known yet whether they were for the proxy
    private boolean connects = true;
    private boolean refused;

    private SocksConnection(Journal journal, Inner inner, Message ofClient, Message ofServer) {
        this.journal = journal;
        this.inside = inner.open();
        this.client = new Script(Side.CLIENT, ofClient);
        this.server = new Script(Side.SERVER, ofServer);
    }

    /** @param inner makes the layer for what is behind the dialog; so everywhere here */
    public static SocksConnection version4(Journal journal, Inner inner) {
        return new SocksConnection(journal, inner, Message.REQUEST_4, Message.REPLY_4);
    }

    public static SocksConnection version5(Journal journal, Inner inner) {
        return new SocksConnection(journal, inner, Message.METHODS, Message.CHOICE);
    }

    @Override
    public void data(Side from, Bytes bytes, Moment now) {
        if (begun == null) begun = now;
        if (from == Side.CLIENT) decideHole(now);
        script(from).data(bytes, now);
    }

    @Override
    public void gap(Side from, long length, Moment now) {
        boolean inDialog = from == Side.CLIENT && (hole > 0 || client.next != null) && server.next != null;
        script(from).lose();
        if (inDialog) hole += length;
        else if (inside != null) inside.gap(from, length, now);
    }

    /** What is missing of the client was the rest of its dialog and no more, if it spoke again only when it had the proxy's answer. */
    private void decideHole(Moment now) {
        if (hole > 0 && server.next != null && inside != null) inside.gap(Side.CLIENT, hole, now);
        hole = 0;
    }

    @Override
    public void end(Side from, EndCause cause, Moment now) {
        if (from == Side.CLIENT) decideHole(now);
        if (inside != null) inside.end(from, cause, now);
    }

    @Override
    public void letGo(Moment now) {
        if (!client.held.isEmpty()) client.lose();
        if (!server.held.isEmpty()) server.lose();
        if (inside != null) inside.letGo(now);
    }

    private Script script(Side side) {
        return side == Side.CLIENT ? client : server;
    }

    /** What one side still has to say before that which is inside begins. */
    private final class Script {
        private final Side side;
        private final ByteQueue held = new ByteQueue(journal.held());   // a message that is not whole
        private Message next;   // null: the script is over

        Script(Side side, Message first) {
            this.side = side;
            this.next = first;
        }

        void data(Bytes bytes, Moment now) {
            Bytes rest = bytes;
            if (!held.isEmpty()) {
                held.append(bytes);
                rest = held.view().copy();
                held.clear();
            }
            while (next != null && !rest.isEmpty()) {
                int used = read(rest, now);
                if (used == 0) {
                    held.append(rest);
                    return;
                }
                if (used < 0) next = null;
                else rest = rest.from(used);
            }
            if (inside != null && !rest.isEmpty()) inside.data(side, rest, now);
        }

        /** @return how many bytes the next message has; 0: more are needed; -1: this is not it */
        private int read(Bytes in, Moment now) {
            return switch (next) {
                case REQUEST_4 -> request4(in);
                case REPLY_4 -> reply4(in, now);
                case METHODS -> methods(in);
                case CHOICE -> choice(in, now);
                case PASSWORD_OR_REQUEST -> in.at(0) == 1 && (method == UNKNOWN || method == USER_PASSWORD) ? password(in) : request(in);
                case STATUS -> status(in, now);
                case REPLY -> reply(in, now);
            };
        }

        void lose() {
            journal.unparsed(held.length());
            held.clear();
            next = null;
        }
    }

    // ---- SOCKS 4

    private int request4(Bytes in) {
        int length = Request.length4(in);
        if (length > 0) asked(Request.read4(in));
        return length;
    }

    /** 1 version 0, 1 code, 2 port, 4 address. */
    private int reply4(Bytes in, Moment now) {
        if (in.length() < REPLY_4_LENGTH) return 0;
        int code = in.uint8(1);
        if (code != GRANTED_4) refuse(REFUSALS_4.getOrDefault(code, "code " + code), now);
        server.next = null;
        return REPLY_4_LENGTH;
    }

    // ---- SOCKS 5

    /** 1 version, 1+n methods (RFC 1928, section 3). */
    private int methods(Bytes in) {
        int length = in.length() < 2 ? Integer.MAX_VALUE : 2 + in.uint8(1);
        if (in.length() < length) return 0;
        client.next = Message.PASSWORD_OR_REQUEST;
        return length;
    }

    /** 1 version, 1 method. */
    private int choice(Bytes in, Moment now) {
        if (in.at(0) != 5) return -1;
        if (in.length() < 2) return 0;
        method = in.uint8(1);
        server.next = method == USER_PASSWORD ? Message.STATUS : Message.REPLY;
        if (method == NONE_ACCEPTABLE) refuse("no acceptable method", now);
        else if (method != NO_AUTHENTICATION && method != USER_PASSWORD) passOver();   // its own dialog, and perhaps encryption
        return 2;
    }

    /** 1 version, 1+n user, 1+n password (RFC 1929, section 2). */
    private static int password(Bytes in) {
        int user = in.length() < 2 ? Integer.MAX_VALUE : 2 + in.uint8(1);
        if (in.length() <= user) return 0;
        int length = user + 1 + in.uint8(user);
        return in.length() < length ? 0 : length;
    }

    /** 1 version, 1 status. */
    private int status(Bytes in, Moment now) {
        if (in.length() < 2) return 0;
        server.next = Message.REPLY;
        if (in.at(1) != 0) refuse("wrong user or password", now);
        return 2;
    }

    private int request(Bytes in) {
        int length = in.at(0) == 5 ? Request.length5(in) : -1;
        if (length > 0) asked(Request.read5(in));
        return length;
    }

    /** Built like a request, with a code where that has its command. Some proxies send no more than the code when they refuse. */
    private int reply(Bytes in, Moment now) {
        if (in.at(0) != 5) return -1;
        int code = in.length() < 2 ? 0 : in.uint8(1);
        if (code != 0) refuse(REFUSALS.getOrDefault(code, "code " + code), now);
        int length = Request.length5(in);
        if (length > 0) server.next = null;
        return length;
    }

    // ---- what comes of it

    private void asked(Request request) {
        client.next = null;
        connects = request.command() == Request.CONNECT;
        if (!connects) passOver();
        else if (request.destination() != null) journal.destination(request.destination());
    }

    private void refuse(String reason, Moment now) {
        if (refused || !connects) return;
        refused = true;
        ExchangeBuilder attempt = journal.begin(begun);
        attempt.error("(SOCKS: " + reason + ")");
        attempt.finish(Outcome.CONNECT_REFUSED, now);
    }

    private void passOver() {
        inside = null;
        client.next = null;
        server.next = null;
    }
}
