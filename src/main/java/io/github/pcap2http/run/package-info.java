/**
 * One run over one capture: {@link io.github.pcap2http.run.Pipeline} pulls packets and pushes them through the stages,
 * {@link io.github.pcap2http.run.Options} says how, {@link io.github.pcap2http.run.Summary} says what came of it and, where that is
 * nothing, why. Must not know files of outputs, terminals or command lines, and prints nothing.
 */
package io.github.pcap2http.run;
