/**
 * Takes secrets out of exchanges before anything is written of them: an {@link io.github.pcap2http.exchange.Exchange} in, one without them out.
 *
 * <p>First everything in the exchange is looked through for what is secret by its name, its looks or a rule; then each place is rewritten, and
 * what was found in one place is taken out wherever else it stands, in whatever encoding. All texts are treated as bytes, one character each,
 * which is what fields and bodies on the wire are. Bodies are gone through in windows, so memory is bounded whatever they are.
 *
 * <p>It knows nothing of outputs. What it must not do is throw for what a message holds, or let pass what it could not look into: such a body is
 * removed, and the exchange says so.
 */
package io.github.pcap2http.redact;
