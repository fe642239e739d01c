/**
 * The library's face: {@link io.github.pcap2http.Pcap2Http} reads a {@link io.github.pcap2http.capture.Capture} and gives each
 * {@link io.github.pcap2http.exchange.Exchange} to a callback.
 */
package io.github.pcap2http;
