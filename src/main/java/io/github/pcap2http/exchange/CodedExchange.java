package io.github.pcap2http.exchange;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An exchange that has ended, while the content of its response is still as it was sent. To undo its codings takes longer than all else:
 * so it may be done by another thread than the one that reads.
 */
public final class CodedExchange {
    private final Exchange sent;
    private final Limits limits;
    private final BodyStore store;
    private final Moment end;

    /** @param sent with a response that {@link Decoding#wanted is to be decoded}. @param end when it was clear that nothing more of it comes */
    CodedExchange(Exchange sent, Limits limits, BodyStore store, Moment end) {
        this.sent = sent;
        this.limits = limits;
        this.store = store;
        this.end = end;
    }

    /** @return the exchange as it was sent: to look at, not to be given on */
    public Exchange sent() {
        return sent;
    }

    /** Once. @return the exchange, decoded. @throws UncheckedIOException when a file fails that keeps bodies */
    public Exchange decoded() {
        List<Diagnostic> diagnostics = new ArrayList<>(sent.diagnostics());
        Notes notes = new Notes() {
            @Override
            public void note(Code code, String detail) {
                if (diagnostics.size() < ExchangeBuilder.MAX_DIAGNOSTICS) diagnostics.add(new Diagnostic(code, end, detail));
            }
        };
        return sent.with(body(notes), List.copyOf(diagnostics));
    }

    /** @return the decoded body; as it was sent, should there be a bug */
    private Body body(Notes notes) {
        Body coded = sent.response().body();
        try {
            return Decoding.decoded(coded, sent.response().fields(), limits, store, notes);
        } catch (UncheckedIOException environment) {
            throw environment;
        } catch (RuntimeException bug) {
            notes.note(Code.INTERNAL, bug.toString());
            return new Body(coded.kept(), coded.size(), coded.wireLength(), coded.lost(), false, coded.coding());
        }
    }
}
