package io.github.pcap2http.bytes;

/** How many bytes of memory are held back, counted by those who hold them. */
public final class Held {
    private long bytes;

    /** @param more below 0: they are let go of */
    public void add(long more) {
        bytes += more;
    }

    public long bytes() {
        return bytes;
    }
}
