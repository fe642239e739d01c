/**
 * The joint between all stages that work on ordered bytes of both sides of a connection:
 * {@link io.github.pcap2http.stream.Layer}. TCP, TLS, HTTP and tunnels nest through it. Knows no protocol.
 */
package io.github.pcap2http.stream;
