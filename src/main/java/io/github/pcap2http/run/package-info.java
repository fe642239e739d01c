/**
 * One run over one capture: {@link io.github.pcap2http.run.Pipeline} pulls packets and pushes them through the stages up to whole exchanges;
 * what becomes of these is a {@code Delivery}, to which a {@code Relay} lets a thread of its own attend; their bodies lie in a {@code BodySpool}.
 * {@link io.github.pcap2http.run.HarPipeline} is the same for a HAR. {@link io.github.pcap2http.run.Options} says how,
 * {@link io.github.pcap2http.run.Summary} and {@link io.github.pcap2http.run.HarSummary} say what came of it and, where that is nothing, why.
 * Must not know files of outputs, terminals or command lines, and prints nothing.
 */
package io.github.pcap2http.run;
