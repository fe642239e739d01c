package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Request;
import io.github.pcap2http.exchange.Response;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.exchange.TargetUrl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** An exchange, or an attempt to connect, while it is not known yet what it belongs to. All times are nanoseconds since 1970. */
final class Node {
    private static final int HEAD_WEIGHT = 8;
    /** A time after all others, to which an hour can still be added. */
    static final long NEVER = Long.MAX_VALUE - 3_600_000_000_000L;
    static final Comparator<Node> BY_BEGIN = (a, b) -> a.began() == b.began() ? Long.compare(a.begin.frame(), b.begin.frame()) : Long.compare(a.began(), b.began());

    final String id;   // null for an attempt to connect that may still come to something
    final Connection connection;
    final Moment begin;
    final Request head;   // null for an attempt to connect
    final String client;   // names of the hosts, as Hosts has them
    final String server;
    final TargetKinship target;
    final Place served;   // where the request went to, and where it came from; null for an attempt to connect
    final Place sent;
    final Map<String, String> marks;
    /** Who may have caused this. */
    final List<Edge> parents = new ArrayList<>(1);
    /** What this may have caused. */
    final List<Edge> children = new ArrayList<>(0);
    /** What this has caused, as far as it was decided. */
    final List<Node> attempts = new ArrayList<>(0);
    /** Attempts for others that were open when this began, and the answers to which may serve it too; none once it may have caused one of its own. */
    final List<Node> sources = new ArrayList<>(0);
    /** Of which this is a source. */
    final List<Node> sharers = new ArrayList<>(0);
    Exchange exchange;   // null while it goes on
    Node parent;   // null while none was decided
    List<String> evidence = List.of();
    boolean ambiguous;
    boolean related;   // something may have caused this
    boolean caring;    // this may have caused something
    boolean late;      // an attempt for the same was open when this began
    boolean again;     // its client had an attempt for the same open when this began
    Sharing.Content content;   // of its response, once it is gone, where somebody may want it
    boolean gone;   // given on
    long finished;   // when its end was heard
    long settles;    // when, by any clock, nothing begins any more that began before its end
    boolean fresh;   // that is still to come

    Node(String id, Connection connection, Moment begin, Request head, Hosts hosts) {
        this.id = id;
        this.connection = connection;
        this.begin = begin;
        this.head = head;
        this.client = hosts.of(connection, Side.CLIENT);
        this.server = hosts.of(connection, Side.SERVER);
        this.target = head == null ? null : new TargetKinship(head.target());
        this.served = head == null ? null : new Place(server, target.tail());
        this.sent = head == null ? null : new Place(client, target.tail());
        this.marks = head == null ? Map.of() : Marks.of(head);
    }

    String id() {
        return exchange == null ? id : exchange.id();
    }

    boolean connect() {
        return head == null;
    }

    long began() {
        return begin.nanos();
    }

    boolean beganBefore(Node other) {
        return began() != other.began() ? began() < other.began() : begin.frame() < other.begin.frame();
    }

    Response response() {
        return exchange.response();
    }

    /** @return when it had ended; never, while it goes on */
    long ended() {
        return exchange == null ? NEVER : exchange.timing().started() + exchange.timing().total();
    }

    /** @return when its final response began; never, if there is none */
    long answered() {
        return exchange == null || exchange.responseSpan() == null ? NEVER : exchange.responseSpan().first().nanos();
    }

    /** @return whether its client went away before there was a response. A proxy may go on nevertheless */
    boolean clientGone() {
        return clientLeft() < NEVER;
    }

    /** @return when its client went away; never, if it did not, or after there was a response */
    long clientLeft() {
        if (exchange == null || exchange.response() != null) return NEVER;
        for (Diagnostic diagnostic : exchange.diagnostics()) {
            if (diagnostic.code() == Code.CLIENT_GONE) return diagnostic.at().nanos();
        }
        return NEVER;
    }

    /** @return until when attempts of it may begin: its end; if its client has gone, nothing tells */
    long mayCauseUntil() {
        return clientGone() ? NEVER : ended();
    }

    /** @return whether its client has gone, and a proxy may still make attempts for it */
    boolean mayGoOn(Routes routes) {
        if (connect() || !clientGone()) return false;
        return children.isEmpty() ? routes.from(connection.server()) : children.stream().noneMatch(edge -> edge.child().succeeded());
    }

    /** @return when a proxy knew how this attempt went; of a connect that nobody answered, no time before which it did not */
    long over() {
        if (exchange != null && (exchange.outcome() == Outcome.CONNECT_TIMEOUT || exchange.outcome() == Outcome.CONNECT_UNANSWERED)) return began();
        return Math.min(answered(), ended());
    }

    /** @return whether it ended with an answer that is handed on to the client, and not asked for again elsewhere */
    boolean succeeded() {
        return exchange != null && exchange.response() != null && whole() && status() >= 200 && status() < 400;
    }

    boolean whole() {
        return exchange.outcome() == Outcome.COMPLETE || exchange.outcome() == Outcome.UPGRADED || exchange.outcome() == Outcome.TUNNEL;
    }

    /** @return status of the response; -1 when there is none */
    int status() {
        return exchange == null || exchange.response() == null ? -1 : exchange.response().status();
    }

    /** @return bytes of bodies that are kept, and of header sections, which need {@value #HEAD_WEIGHT} times the memory */
    long weight() {
        if (exchange == null) return 0;
        Request request = exchange.request();
        Response response = exchange.response();
        long asked = request == null ? 0 : request.headLength() * HEAD_WEIGHT + request.body().kept().length();
        long answered = response == null ? 0 : response.headLength() * HEAD_WEIGHT + response.body().kept().length();
        return asked + answered;
    }

    String url() {
        return TargetUrl.of(head, connection);
    }

    /** @return whether both ends are on one host */
    boolean local() {
        return client.equals(server);
    }

    boolean sameServer(Node other) {
        return connection.server().equals(other.connection.server());
    }

    /** @return this as an attempt of its parent */
    Links.Attempt asAttempt() {
        return new Links.Attempt(exchange.id(), exchange.outcome(), status());
    }

    /** It was given on: what its relatives may need to know of it is kept, and nothing large. */
    void leave() {
        if (Sharing.wanted(this)) content = Sharing.content(this);
        gone = true;
        cutAll();
        sharers.clear();
        sources.clear();
        exchange = exchange.withoutBodies();
    }

    /** @return whether it has ended and there is nothing that it may belong together with */
    boolean unrelated() {
        return exchange != null && !fresh && parent == null && parents.isEmpty() && children.isEmpty() && attempts.isEmpty();
    }

    void cutAll() {
        while (!parents.isEmpty()) cut(parents.get(parents.size() - 1));
        while (!children.isEmpty()) cut(children.get(children.size() - 1));
    }

    void cut(Edge edge) {
        edge.parent().children.remove(edge);
        edge.child().parents.remove(edge);
    }

    /** Makes {@code parent} the cause of this; nothing else is any more. */
    void belongsTo(Edge edge, List<String> because) {
        parent = edge.parent();
        evidence = because;
        parent.attempts.add(this);
        for (Edge other : List.copyOf(parents)) {
            if (other != edge) cut(other);
        }
    }

    @Override
    public String toString() {
        return id() == null ? "connect " + connection.firstFrame() : id();
    }
}
