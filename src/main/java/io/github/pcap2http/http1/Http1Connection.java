package io.github.pcap2http.http1;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Code;
import io.github.pcap2http.exchange.ExchangeBuilder;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Interim;
import io.github.pcap2http.exchange.Journal;
import io.github.pcap2http.exchange.MessageBuilder;
import io.github.pcap2http.exchange.Moment;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.stream.EndCause;
import io.github.pcap2http.stream.Inner;
import io.github.pcap2http.stream.Layer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * One HTTP/1 connection: pairs the requests of the client with the responses of the server.
 *
 * <p><b>Plan</b>: requests queue up; a response belongs to the first that waits (RFC 9112, section 9.3.2). That is proof as long as no
 * message start can be missing on either side. A hole that may have swallowed one breaks it: what waits then is never paired with
 * what comes later. The order is certain again with the next request of a client that does not pipeline: it had its answers before
 * it sent that request, and the causal order of the calls shows it.
 */
public final class Http1Connection implements Layer {
    /** A request that waits for its response. Without an exchange it stands for requests that may have been in a hole. */
    private static final class Waiting {
        final ExchangeBuilder exchange;
        boolean provable = true;
        boolean sent;
        boolean answered;
        boolean unasked;   // a response without a request; not in the queue

        Waiting(ExchangeBuilder exchange) {
            this.exchange = exchange;
        }
    }

    private final Journal journal;
    private final Inner inner;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final RequestSide requests = new RequestSide();
    private final ResponseSide responses = new ResponseSide();
    private final MessageReader requestReader;
    private final MessageReader responseReader;
    private Layer tunnel;
    private Side lastSpoke;
    private boolean pipelines;
    private boolean doubt;   // the queue holds requests, or stands for some, whose response cannot be told
    private boolean requestsEnded;
    private boolean responsesEnded;
    private EndCause broken;
    private Moment lastSeen;

    /** @param inner makes the layer for what runs inside a tunnel or behind an upgrade */
    public Http1Connection(Journal journal, Inner inner) {
        this.journal = journal;
        this.inner = inner;
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
        if (cause == EndCause.RST) broken = cause;
        reader(from).end(cause, now);
        if (tunnel != null) tunnel.end(from, cause, now);
        if (from == Side.CLIENT) requestsEnded = true;
        else responsesEnded = true;
        if (requestsEnded && responsesEnded) finishAll(now);
    }

    private MessageReader reader(Side side) {
        return side == Side.CLIENT ? requestReader : responseReader;
    }

    private void spoke(Side from) {
        if (from != lastSpoke) reader(from).turn();
        lastSpoke = from;
    }

    // ---- pairing

    /** A request begins. Whatever a client that does not pipeline still waits for, it will not get any more. */
    private Waiting request(Moment now) {
        if (waiting.isEmpty()) doubt = false;
        boolean certain = !doubt && !responseReader.lost();
        if (certain && !waiting.isEmpty()) pipelines = true;
        else if (!pipelines) {
            responseReader.giveUp(now);
            for (Waiting old = waiting.peek(); old != null && old != responses.current; old = waiting.peek()) unpaired(waiting.poll(), now);
        }
        Waiting one = new Waiting(journal.begin(now));
        waiting.add(one);
        return one;
    }

    /** A response begins. @return the request that it answers for certain; null when there is none */
    private Waiting answered() {
        Waiting first = waiting.peek();
        return first == null || first.exchange == null || !first.provable ? null : first;
    }

    /** Message starts of the server may be missing: no later response is certain to answer what waits now. */
    private void doubtWaiting() {
        doubt = true;
        for (Waiting one : waiting) {
            one.provable &= one == responses.current;
            boolean granted = !one.provable && one.exchange != null && one.exchange.request() != null
                && one.exchange.request().method().equals("CONNECT");
            if (granted) requestReader.resume(true, lastSeen);
        }
    }

    /** Requests may be missing here: a marker keeps later responses from being given to later requests by mere count. */
    private void doubtOrder() {
        doubt = true;
        Waiting last = waiting.peekLast();
        if (last == null || last.exchange != null) waiting.add(new Waiting(null));
    }

    private void unpaired(Waiting one, Moment now) {
        if (one.exchange == null) return;
        ExchangeBuilder exchange = one.exchange;
        exchange.at(now);
        if (exchange.response() == null && !one.provable) {
            exchange.note(Code.NOT_PAIRED, "");
            exchange.error("(response not captured)");
        }
        finish(one, now);
    }

    private void finishAll(Moment now) {
        responses.current = null;
        while (!waiting.isEmpty()) unpaired(waiting.poll(), now);
    }

    private void finishIfDone(Waiting one, Moment now) {
        if (!one.sent || !one.answered) return;
        waiting.remove(one);
        finish(one, now);
    }

    private void finish(Waiting one, Moment now) {
        ExchangeBuilder exchange = one.exchange;
        MessageBuilder request = exchange.requestMessage();
        MessageBuilder response = exchange.responseMessage();
        if (request.lost() > 0 || response.lost() > 0) exchange.note(Code.BYTES_MISSING, missing(request.lost(), response.lost()));
        exchange.finish(outcome(exchange, request, response), now);
    }

    private static String missing(long request, long response) {
        return request == 0 ? response + " of the response" : response == 0 ? request + " of the request"
            : request + " of the request, " + response + " of the response";
    }

    private Outcome outcome(ExchangeBuilder exchange, MessageBuilder request, MessageBuilder response) {
        if (exchange.request() == null) return Outcome.RESPONSE_ONLY;
        if (!request.isWhole()) return Outcome.REQUEST_CUT;
        if (exchange.response() == null) return broken != null && !exchange.noted(Code.NOT_PAIRED) ? Outcome.RESET : Outcome.NO_RESPONSE;
        if (!response.isWhole()) return Outcome.RESPONSE_CUT;
        if (exchange.response().status() == 101) return Outcome.UPGRADED;
        boolean granted = exchange.request().method().equals("CONNECT") && exchange.response().status() / 100 == 2;
        return granted ? Outcome.TUNNEL : Outcome.COMPLETE;
    }

    private void openTunnel(Moment now) {
        if (tunnel == null) tunnel = inner.open();
        requestReader.resume(true, now);
        responseReader.resume(true, now);
    }

    // ---- the two sides

    /** What is the same for both sides: everything goes to the message at hand. */
    private abstract class OneSide implements MessageReader.Handler {
        Waiting current;

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
            if (tunnel == null) tunnel = inner.open();
            tunnel.data(side(), bytes, now);
        }

        @Override
        public void tunnelGap(long length, Moment now) {
            if (tunnel == null) tunnel = inner.open();
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
        public StartLine.Look lookForStart(Bytes bytes, MessageReader.Place place) {
            StartLine.Look look = StartLine.lookForRequest(bytes, !any && place == MessageReader.Place.EXPECTED);
            boolean half = look == StartLine.Look.YES && place == MessageReader.Place.BEHIND_HOLE && !StartLine.beginsWithCommonMethod(bytes);
            return half ? StartLine.Look.NO : look;
        }

        @Override
        public void begin(Moment now) {
            any = true;
            current = request(now);
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
            waiting.remove(current);
            journal.note(Code.HEAD_CUT);
            journal.unparsed(head.length());
            current = null;
        }

        private void startLine(Head head) {
            notes(head);
            StartLine.RequestLine line = StartLine.request(head.startLine());
            if (line != null) {
                if (line.odd()) note(Code.BAD_START_LINE, head.startLine().latin1());
                current.exchange.request(line.method(), line.target(), line.version(), head.fields(), head.length());
                return;
            }
            String[] words = head.startLine().latin1().split(" ", 3);   // cut
            current.exchange.request(words[0], words.length > 1 ? words[1] : "", "HTTP/1.1", Fields.EMPTY, head.length());
        }

        @Override
        public void end(boolean whole, Moment now) {
            if (current == null) return;
            if (whole) message().whole();
            Waiting one = current;
            one.sent = true;
            finishIfDone(one, now);
        }

        @Override
        public void noHead() {
            throw new IllegalStateException("a request without a line");
        }

        @Override
        public void framingLost() {
            doubtOrder();
        }

        @Override
        public void lostBetween(long count, Moment now) {
            journal.note(Code.BYTES_MISSING);
            doubtOrder();
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
        public StartLine.Look lookForStart(Bytes bytes, MessageReader.Place place) {
            boolean expected = place == MessageReader.Place.EXPECTED && answered() != null;
            StartLine.Look look = StartLine.lookForResponse(bytes, expected);
            return look == StartLine.Look.NO && simple() ? StartLine.Look.HEADLESS : look;
        }

        /** The request that is to be answered is of HTTP/0.9, whose responses have no head. */
        private boolean simple() {
            Waiting one = answered();
            return one != null && one.exchange.request() != null && one.exchange.request().version().equals("HTTP/0.9");
        }

        @Override
        public void begin(Moment now) {
            Waiting one = answered();
            current = one != null ? one : new Waiting(journal.begin(now));
            current.exchange.at(now);
            current.unasked = one == null;
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
            Waiting one = current;
            if (whole && interim) {
                interim = false;
                message().restart();
                return;
            }
            if (whole) message().whole();
            one.answered = true;
            current = null;
            if (one.unasked) {
                if (one.exchange.response() != null) finish(one, now);
                return;
            }
            boolean handsOver = whole && one.exchange.request() != null && one.exchange.response() != null
                && (one.exchange.response().status() == 101 || one.exchange.request().method().equals("CONNECT"));
            if (handsOver && !takeOver(one, now)) requestReader.resume(false, now);
            if (one.sent) finishIfDone(one, now);
            else waiting.remove(one);
            nextTurn(now);
        }

        private boolean takeOver(Waiting one, Moment now) {
            int status = one.exchange.response().status();
            boolean granted = status == 101 || status / 100 == 2;
            if (granted) openTunnel(now);
            return granted;
        }

        private void nextTurn(Moment now) {
            Waiting next = waiting.peek();
            if (next != null && next.exchange != null && next.sent) next.exchange.turn(now);
        }

        @Override
        public void framingLost() {
            doubtWaiting();
        }

        @Override
        public void lostBetween(long count, Moment now) {
            lastSeen = now;
            Waiting first = waiting.peek();
            if (first != null && first.exchange != null && first.exchange.response() == null) first.exchange.responseMessage().lostInHead(count);
            doubtWaiting();
        }
    }
}
