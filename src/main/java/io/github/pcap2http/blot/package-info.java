/**
 * Overwrites in packets what is not known to be harmless. Takes exchanges with what is secret in them
 * ({@link io.github.pcap2http.redact.Traces}), where in the streams their packets begin and end, and packets twice: the first time to find the very bytes
 * of each message, the second time to give them without secrets.
 *
 * <p>Safe by construction: a byte that was sent stays only where it was found to be part of a message that equals the exchange, and not part of a secret;
 * in any packet that has another byte at its place, or a place that nothing is known of, it goes. What is remembered lies in temporary files, so memory does
 * not grow with the messages, but for some bytes of each chunk of the one that is looked at. Must not know why an exchange was chosen, nor how packets are written.
 */
package io.github.pcap2http.blot;
