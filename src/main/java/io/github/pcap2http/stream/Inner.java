package io.github.pcap2http.stream;

/** Makes the layer for what follows inside a connection when a protocol hands it over (CONNECT, Upgrade). */
@FunctionalInterface
public interface Inner {
    /** @return a fresh layer that finds out by itself what is spoken, and to which both sides' ends are told as well */
    Layer open();
}
