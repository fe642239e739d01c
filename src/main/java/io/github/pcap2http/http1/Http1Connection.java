package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.ExchangeBuilder;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Interim;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.MessageBuilder;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.stream.Inner;
import io.github.pcap2http.stream.Layer;
import java.util.Locale;

/**
 * One HTTP/1 connection: a reader for each side cuts its bytes into messages; what they find goes to the {@link Pairs} of requests and
 * responses, and what is inside a tunnel to the layer that the connection's owner makes for it.
 */
public final class Http1Connection implements Layer {
    private final Journal journal;
    private final Inner inner;
    private final Pairs pairs;
    private final RequestSide requests = new RequestSide();
    private final ResponseSide responses = new ResponseSide();
    private final MessageReader requestReader;
    private final MessageReader responseReader;
    private Layer tunnel;
    private Side lastSpoke;
    private Moment lastSeen;
    private boolean requestsEnded;
    private boolean responsesEnded;

    /** @param inner makes the layer for what runs inside a tunnel or behind an upgrade */
    public Http1Connection(Journal journal, Inner inner) {
        this.journal = journal;
        this.inner = inner;
        this.pairs = new Pairs(journal);
        this.requestReader = new MessageReader(requests, journal.limits().maxHead());
        this.responseReader = new MessageReader(responses, journal.limits().maxHead());
    }

    @Override
    public void data(Side from, Bytes bytes, Moment now) {
        spoke(from);
        reader(from).data(bytes, now);
    }

    @Override
    public void gap(Side from, long length, Moment now) {
        spoke(from);
        reader(from).gap(length, now);
    }

    @Override
    public void end(Side from, EndCause cause, Moment now) {
        if (cause == EndCause.RST) pairs.reset();
        reader(from).end(cause, now);
        if (tunnel != null) tunnel.end(from, cause, now);
        if (from == Side.CLIENT) requestsEnded = true;
        else responsesEnded = true;
        if (requestsEnded && responsesEnded) pairs.giveUp(null, now);
    }

    private MessageReader reader(Side side) {
        return side == Side.CLIENT ? requestReader : responseReader;
    }

    private void spoke(Side from) {
        if (from != lastSpoke) reader(from).turn();
        if (from == Side.SERVER) pairs.heard();
        lastSpoke = from;
    }

    /** From here on both sides' bytes are inside a tunnel, those of the client that waited for it included. */
    private void openTunnel(Moment now) {
        if (tunnel == null) tunnel = inner.open();
        requestReader.enterTunnel(now);
        responseReader.enterTunnel(now);
        if (requestsEnded) tunnel.end(Side.CLIENT, EndCause.FIN, now);
        if (responsesEnded) tunnel.end(Side.SERVER, EndCause.FIN, now);
    }

    // ---- the two sides

    /** What is the same for both sides: everything goes to the message at hand. */
    private abstract class OneSide implements MessageHandler {
        Pairs.Pair current;

        abstract MessageBuilder message();

        abstract Side side();

        @Override
        public void seen(Moment now) {
            lastSeen = now;
            if (current != null) message().seen(now);
        }

        @Override
        public void body(Bytes bytes, Moment now) {
            message().body(bytes, now);
        }

        @Override
        public void lost(long count, boolean inBody) {
            if (inBody) message().lostInBody(count);
            else message().lostInHead(count);
        }

        @Override
        public void trailers(Head trailers) {
            notes(trailers);
            message().trailers(trailers.fields());
        }

        @Override
        public void garbage(long count) {
            journal.unparsed(count);
            if (count > 0) journal.note(Code.GARBAGE);
        }

        @Override
        public void note(Code code, String detail) {
            if (!current.exchange.noted(code)) current.exchange.note(code, detail);
        }

        /** @return whether the sender itself ended inside a message */
        boolean broken(EndCause cause) {
            return cause == EndCause.FIN || cause == EndCause.RST;
        }

        void notes(Head head) {
            head.notes().forEach(this::note);
        }

        @Override
        public void tunnel(Bytes bytes, Moment now) {
            tunnel.data(side(), bytes, now);
        }

        @Override
        public void tunnelGap(long length, Moment now) {
            tunnel.gap(side(), length, now);
        }
    }

    private final class RequestSide extends OneSide {
        private boolean any;

        @Override
        MessageBuilder message() {
            return current.exchange.requestMessage();
        }

        @Override
        Side side() {
            return Side.CLIENT;
        }

        @Override
        public StartLine.Look lookForStart(Bytes bytes, Place place) {
            StartLine.Look look = StartLine.lookForRequest(bytes, !any && place == Place.EXPECTED);
            boolean half = look == StartLine.Look.YES && place != Place.EXPECTED && !StartLine.beginsWithCommonMethod(bytes);
            return half ? StartLine.Look.NO : look;
        }

        /** Text of a body that looks like a request is none: there must have been an answer before it, or a request that has no body. */
        @Override
        public boolean isCutStart(Bytes part, boolean turn) {
            return (turn || !hasBody()) && StartLine.isPartOfRequest(part);
        }

        private boolean hasBody() {
            if (current == null || current.exchange.request() == null) return true;
            String method = current.exchange.request().method();
            return !method.equals("GET") && !method.equals("HEAD");
        }

        @Override
        public void begin(Moment now) {
            any = true;
            if (pairs.answersAreIn(responseReader.lost())) {
                responseReader.giveUp(now);
                pairs.giveUp(responses.current, now);
            }
            current = pairs.asked(now);
            current.exchange.at(now);
            seen(now);
        }

        @Override
        public BodyFraming head(Head head) {
            startLine(head);
            String method = current.exchange.request().method();
            if (current.exchange.request().version().equals("HTTP/0.9")) return new BodyFraming.None();
            return BodyFraming.ofRequest(method, head.fields(), this::note);
        }

        /** A head that its sender never finished is no request, unless somebody answered it. */
        @Override
        public void partOfHead(Head head, EndCause cause) {
            boolean abandoned = broken(cause) && current.exchange.response() == null;
            if (!abandoned) {
                startLine(head);
                return;
            }
            pairs.drop(current);
            journal.note(Code.HEAD_CUT);
            journal.unparsed(head.length());
            current = null;
        }

        private void startLine(Head head) {
            notes(head);
            boolean cut = head.length() == head.startLine().length();
            StartLine.RequestLine line = cut ? null : StartLine.request(head.startLine());
            if (line != null) {
                if (line.odd()) note(Code.BAD_START_LINE, head.startLine().latin1());
                current.exchange.request(line.method(), line.target(), line.version(), head.fields(), head.length());
                return;
            }
            String[] words = head.startLine().latin1().split(" ", 3);
            current.exchange.request(words[0], words.length > 1 ? words[1] : "", "HTTP/1.1", Fields.EMPTY, head.length());
        }

        @Override
        public void end(boolean whole, Moment now) {
            if (current == null) return;
            if (whole) message().whole();
            pairs.sent(current, now);
        }

        @Override
        public void noHead() {
            throw new IllegalStateException("a request without a line");
        }

        @Override
        public void framingLost() {
            pairs.doubtRequests();
        }

        @Override
        public void lostBetween(long count, Moment now) {
            journal.note(Code.BYTES_MISSING);
            pairs.doubtRequests();
        }
    }

    private final class ResponseSide extends OneSide {
        private boolean interim;

        @Override
        MessageBuilder message() {
            return current.exchange.responseMessage();
        }

        @Override
        Side side() {
            return Side.SERVER;
        }

        @Override
        public StartLine.Look lookForStart(Bytes bytes, Place place) {
            boolean expected = place == Place.EXPECTED && pairs.first() != null;
            StartLine.Look look = StartLine.lookForResponse(bytes, expected);
            return look == StartLine.Look.NO && simple() ? StartLine.Look.HEADLESS : look;
        }

        /** Half a name says nothing: a status line is known by its version and a digit. */
        @Override
        public boolean isCutStart(Bytes part, boolean turn) {
            return false;
        }

        /** The request that is to be answered is of HTTP/0.9, whose responses have no head. */
        private boolean simple() {
            Pairs.Pair one = pairs.first();
            return one != null && one.exchange.request() != null && one.exchange.request().version().equals("HTTP/0.9");
        }

        @Override
        public void begin(Moment now) {
            Pairs.Pair one = pairs.first();
            if (one != null) current = one;
            else if (current == null) current = pairs.unasked(now);
            current.exchange.at(now);
            seen(now);
        }

        @Override
        public void noHead() {
            current.exchange.response(0, "", "HTTP/0.9", Fields.EMPTY, 0, true);
        }

        @Override
        public BodyFraming head(Head head) {
            notes(head);
            ExchangeBuilder exchange = current.exchange;
            StartLine.StatusLine line = StartLine.status(head.startLine());
            if (line.odd()) note(Code.BAD_START_LINE, head.startLine().latin1());
            interim = line.status() / 100 == 1 && line.status() != 101;
            if (interim) {
                exchange.interim(new Interim(line.status(), line.reason(), head.fields(), message().span().first()));
                return new BodyFraming.None();
            }
            if (!current.unasked && !current.sent && !requestReader.lost()) note(Code.EARLY_RESPONSE, "");
            String method = exchange.request() == null ? null : exchange.request().method();
            exchange.response(line.status(), line.reason(), line.version(), head.fields(), head.length(), coded(method, line.status()));
            return BodyFraming.ofResponse(method, line.status(), head.fields(), hintsAtChunks(head, line.odd()), this::note);
        }

        /** Smuggled or misspelt, as filters are evaded: browsers differ, so the body has the last word. */
        private static boolean hintsAtChunks(Head head, boolean oddLine) {
            boolean odd = oddLine || !head.notes().isEmpty() || head.fields().has("transfer-encoding");
            return odd && letters(head).contains("chunked");
        }

        private static String letters(Head head) {
            StringBuilder letters = new StringBuilder(head.startLine().latin1());
            head.fields().forEach(field -> letters.append(field.name()).append(field.value()));
            head.notes().values().forEach(letters::append);
            return letters.toString().replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
        }

        /** The fields of a response to HEAD and of a 304 speak of content that is not sent. */
        private static boolean coded(String method, int status) {
            return !"HEAD".equals(method) && status != 304 && status != 204;
        }

        @Override
        public void partOfHead(Head head, EndCause cause) {
            notes(head);
            StartLine.StatusLine line = StartLine.status(head.startLine());
            if (broken(cause)) note(Code.HEAD_CUT, head.startLine().latin1());
            else if (!line.odd() && (line.status() / 100 != 1 || line.status() == 101)) {
                current.exchange.response(line.status(), line.reason(), line.version(), head.fields(), head.length(), true);
            }
        }

        @Override
        public void end(boolean whole, Moment now) {
            Pairs.Pair one = current;
            if (whole && interim) {
                interim = false;
                message().restart();
                if (!one.unasked) current = null;   // what was an answer in progress is a request that waits again
                return;
            }
            if (whole) message().whole();
            current = null;
            if (!one.unasked) pairs.answered(one, now);
            else if (one.exchange.response() != null) pairs.finish(one, now);
            if (whole) handOver(one.exchange, now);
        }

        /** What is behind an answer to CONNECT, or behind 101, is another connection, or more requests. */
        private void handOver(ExchangeBuilder exchange, Moment now) {
            if (exchange.response() == null) return;
            if (opensTunnel(exchange)) openTunnel(now);
            else if (isConnect(exchange)) requestReader.resume(now);
        }

        private static boolean opensTunnel(ExchangeBuilder exchange) {
            int status = exchange.response().status();
            return status == 101 || isConnect(exchange) && status / 100 == 2;
        }

        private static boolean isConnect(ExchangeBuilder exchange) {
            return exchange.request() != null && exchange.request().method().equals("CONNECT");
        }

        /** The head of the answer is cut, but its status is known: the rest of it is most of what is missing. */
        @Override
        public void framingLost() {
            if (current != null && current.exchange.response() != null && opensTunnel(current.exchange)) openTunnel(lastSeen);
            else doubtAnswers();
        }

        @Override
        public void lostBetween(long count, Moment now) {
            lastSeen = now;
            Pairs.Pair first = pairs.first();
            if (first != null && first.exchange.response() == null) first.exchange.responseMessage().lostInHead(count);
            doubtAnswers();
        }

        private void doubtAnswers() {
            if (pairs.doubtAnswers(current)) openTunnel(lastSeen);
        }
    }
}
