package io.github.pcap2http.samples;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** An address in network byte order, 4 or 16 bytes, and a port. */
record Socket(byte[] address, int port) {
    static Socket parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        try {
            return new Socket(InetAddress.getByName(host).getAddress(), Integer.parseInt(text.substring(colon + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    boolean isIpv6() {
        return address.length == 16;
    }
}
