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
import io.github.pcap2http.exchange.TargetUrl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An exchange, or an attempt to connect, while it is not known yet what it belongs to. All times are nanoseconds since 1970. In order as they began. */
final class Node implements Comparable<Node> {
    private static final int HEAD_WEIGHT = 8;
    /** A time after all others, to which an hour can still be added. */
    static final long NEVER = Long.MAX_VALUE - 3_600_000_000_000L;

    /**
     * What few nodes have, or are asked for. Most share one that is empty: so a node is small, which counts, since there is one for each request.
     */
    private static final class More {
        private static final More NONE = new More();

        private TargetKinship target;   // this and the next three: null until somebody asks
        private Map<String, String> marks;
        private Place served;
        private Place sent;
        private List<Edge> parents = Collections.emptyList();   // nothing is made for lists that stay empty
        private List<Edge> children = Collections.emptyList();
        private List<Node> attempts = Collections.emptyList();
        private List<Node> sources = Collections.emptyList();
        private List<Node> sharers = Collections.emptyList();
        private Node parent;
        private List<String> evidence = List.of();
        private Sharing.Content content;
        private long finished;
        private long settles;
    }

    final String id;   // null for an attempt to connect that may still come to something
    final Hosts.Ends ends;   // of the connection
    final Moment begin;
    final Request head;   // null for an attempt to connect
    final int tail;   // see TargetKinship.tailHash; 0 for an attempt to connect
    final int clientHash;   // these two of ends, which then need not be read when the request ends
    final int serverHash;
    int presentAt;   // index in Present
    Node nextAlike;   // neighbours in a list of Tails
    Node previousAlike;
    Exchange exchange;   // null while it goes on, and again when it was given on and nobody wants to know of it
    private More more = More.NONE;
    boolean tied;             // there is, or once was, something in one of the lists of this
    boolean mayBeAttempt;     // there is, or once was, one that may have caused this
    boolean mayHaveCaused;    // so, a request that this may have caused
    boolean ambiguous;        // something may have caused this, but nothing tells which
    boolean foundAttempt;     // an attempt for the same was open when this began
    boolean notCollapsed;     // its client had asked for the same before, and made this though that was open
    boolean gone;             // given on
    boolean waits;            // for others to end, and is counted among those
    boolean fresh;            // by some clock, something may still begin that began before its end

    Node(String id, Hosts.Ends ends, Moment begin, Request head) {
        this.id = id;
        this.ends = ends;
        this.clientHash = ends.clientHash;
        this.serverHash = ends.serverHash;
        this.begin = begin;
        this.head = head;
        this.tail = head == null ? 0 : TargetKinship.tailHash(head.target());
    }

    private More more() {
        if (more == More.NONE) more = new More();
        return more;
    }

    Connection connection() {
        return ends.connection;
    }

    Host client() {
        return ends.client;
    }

    /** @return the one that has the client's address for a name */
    Host origin() {
        return ends.origin;
    }

    Host server() {
        return ends.server;
    }

    // ---- relatives; nothing but this class adds to these lists, or takes from them

    /** @return who may have caused this */
    List<Edge> parents() {
        return more.parents;
    }

    /** @return what this may have caused */
    List<Edge> children() {
        return more.children;
    }

    /** @return what this has caused, as far as it was decided */
    List<Node> attempts() {
        return more.attempts;
    }

    /** @return attempts for others that were open when this began, and the answers to which may serve it too; none once it may have caused one of its own */
    List<Node> sources() {
        return more.sources;
    }

    /** @return of which this is a source */
    List<Node> sharers() {
        return more.sharers;
    }

    /** @return null while none was decided */
    Node parent() {
        return more.parent;
    }

    /** @return in words: how it is known that {@link #parent} is */
    List<String> evidence() {
        return more.evidence;
    }

    // ---- what it asks for

    /** @return null for an attempt to connect */
    TargetKinship target() {
        if (more.target == null && head != null) more().target = new TargetKinship(head.target());
        return more.target;
    }

    /** @return where the request went to; not of an attempt to connect */
    Place served() {
        if (more.served == null) more().served = new Place(server(), target().tail());
        return more.served;
    }

    /** @return where it came from; not of an attempt to connect */
    Place sent() {
        if (more.sent == null) more().sent = new Place(client(), target().tail());
        return more.sent;
    }

    /** @return see {@link Marks#of}; none for an attempt to connect */
    Map<String, String> marks() {
        if (more.marks == null) more().marks = head == null ? Map.of() : Marks.of(head);
        return more.marks;
    }

    /** @return whether there is a value that both have */
    boolean sharesMark(Node other) {
        if (marks().isEmpty()) return false;
        for (String mark : marks().keySet()) {
            if (other.marks().containsKey(mark)) return true;
        }
        return false;
    }

    // ---- what came of it

    /** It has ended, and is to wait for others. @param settled when, by any clock, nothing begins any more that began before its end */
    void ended(long heard, long settled) {
        more().finished = heard;
        more().settles = settled;
    }

    /** @return when its end was heard; of what has to wait */
    long finished() {
        return more.finished;
    }

    /** @return see {@link #ended(long, long)} */
    long settles() {
        return more.settles;
    }

    /** @return of its response, once it is gone, where somebody may want it */
    Sharing.Content content() {
        return more.content;
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
        if (children().isEmpty()) return routes.any() && routes.from(connection().server());
        for (Edge edge : children()) {
            if (edge.child().succeeded()) return false;
        }
        return true;
    }

    /** @return what this may belong to and may be cut from, as far as that is not decided; a copy */
    List<Edge> open() {
        return parent() == null && exchange != null ? List.copyOf(parents()) : List.of();
    }

    /** @return whether something is known to have caused this by more than circumstances */
    boolean certain() {
        for (Edge edge : parents()) {
            if (edge.certain()) return true;
        }
        return false;
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
        return TargetUrl.of(head, connection());
    }

    /** @return whether both ends are on one host */
    boolean local() {
        return client().equals(server());
    }

    boolean sameServer(Node other) {
        return serverHash == other.serverHash && connection().server().equals(other.connection().server());
    }

    /** @return this as an attempt of its parent */
    Links.Attempt asAttempt() {
        return new Links.Attempt(exchange.id(), exchange.outcome(), status());
    }

    /** It was given on: what its relatives may need to know of it is kept, and nothing large. */
    void leave() {
        if (tied) {
            if (Sharing.wanted(this)) more().content = Sharing.content(this);
            cutAll();
            more.sharers.clear();
            more.sources.clear();
        }
        gone = true;
        exchange = tied ? exchange.withoutBodies() : null;
    }

    /** @return whether it has ended, and nothing that it may belong together with is left */
    boolean standsAlone() {
        return exchange != null && !fresh && parent() == null && parents().isEmpty() && children().isEmpty() && attempts().isEmpty();
    }

    void cutAll() {
        while (!parents().isEmpty()) cut(parents().get(parents().size() - 1));
        while (!children().isEmpty()) cut(children().get(children().size() - 1));
    }

    /** {@code parent} may have caused {@code child}, and {@code mark} is as in {@link Edge}. */
    static void join(Node parent, Node child, String mark) {
        Edge edge = new Edge(parent, child, mark);
        parent.more().children = with(parent.more.children, edge);
        child.more().parents = with(child.more.parents, edge);
        parent.tied = true;
        child.tied = true;
        child.mayBeAttempt = true;
        if (child.connect()) return;
        parent.mayHaveCaused = true;
        parent.more.sources.clear();
    }

    /** The answer to {@code source} may serve this too. */
    void mayShare(Node source) {
        more().sources = with(more.sources, source);
        source.more().sharers = with(source.more.sharers, this);
        tied = true;
        source.tied = true;
    }

    private static <T> List<T> with(List<T> list, T more) {
        List<T> all = list.isEmpty() ? new ArrayList<>(2) : list;
        all.add(more);
        return all;
    }

    void cut(Edge edge) {
        edge.parent().more.children.remove(edge);
        edge.child().more.parents.remove(edge);
    }

    /** Makes {@code parent} the cause of this; nothing else is any more. */
    void belongsTo(Edge edge, List<String> because) {
        Node parent = edge.parent();
        more().parent = parent;
        more.evidence = because;
        parent.more().attempts = with(parent.more.attempts, this);
        for (Edge other : List.copyOf(parents())) {
            if (other != edge) cut(other);
        }
    }

    @Override
    public int compareTo(Node other) {
        return began() == other.began() ? Long.compare(begin.frame(), other.begin.frame()) : Long.compare(began(), other.began());
    }

    @Override
    public String toString() {
        return id() == null ? "connect " + connection().firstFrame() : id();
    }
}
