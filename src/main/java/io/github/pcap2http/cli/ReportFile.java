package io.github.pcap2http.cli;

import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.output.Output;
import io.github.pcap2http.output.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** A document that is made in the end, of what was counted meanwhile, and appears when it is whole. */
final class ReportFile implements Output {
    private final Target.Draft draft;
    private final Supplier<String> text;
    private boolean done;

    /** @param text is asked for once, after the last exchange */
    ReportFile(Target target, Supplier<String> text) throws IOException {
        this.draft = target.draft();
        this.text = text;
    }

    @Override
    public void finished(Exchange exchange) {
        // it was counted before
    }

    @Override
    public void close() throws IOException {
        if (done) return;
        done = true;
        try (draft) {
            draft.out().write(text.get().getBytes(StandardCharsets.UTF_8));
            draft.publish();
        }
    }

    @Override
    public void abandon() {
        done = true;
        draft.close();
    }
}
