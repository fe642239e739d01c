package io.github.pcap2http.cli;

import io.github.pcap2http.redact.Mode;
import io.github.pcap2http.redact.Redaction;
import io.github.pcap2http.redact.Rule;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Makes a redaction of what users say. */
final class Redactions {
    private static final int SALT = 32;   // bytes

    private Redactions() { }

    /** @return what {@code --redact} and {@code --redact-rule} ask for, with a salt that nobody else has */
    static Redaction of(Given given) throws UsageException {
        String mode = Words.chosen(given, Option.REDACT);
        Mode usual = mode == null ? Mode.MASK : Mode.ofName(mode);
        List<Rule> parsed = new ArrayList<>();
        for (String rule : given.texts(Option.REDACT_RULE)) {
            try {
                parsed.add(Rule.parse(rule));
            } catch (IllegalArgumentException e) {
                throw given.about(Option.REDACT_RULE, rule, "--redact-rule '" + rule + "': " + e.getMessage());
            }
        }
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        return Redaction.of(usual, true, parsed, salt);
    }
}
