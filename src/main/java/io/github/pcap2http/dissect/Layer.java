package io.github.pcap2http.dissect;

import java.util.List;

/** A header of a packet for people. @param name such as {@code IPv4}; @param fields such as {@code Time to Live 64}, in the order of the header */
public record Layer(String name, List<String> fields) { }
