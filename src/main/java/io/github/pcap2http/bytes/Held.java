package io.github.pcap2http.bytes;

/** How many bytes of memory are held back, counted by those who hold them. */
public final class Held {
    private final Held all;   // null: of nothing more
    private long bytes;

    public Held() {
        this(null);
    }

    /** @param all counts these bytes as well */
    public Held(Held all) {
        this.all = all;
    }

    /** @param more below 0: they are let go of */
    public void add(long more) {
        bytes += more;
        if (all != null) all.add(more);
    }

    public long bytes() {
        return bytes;
    }
}
