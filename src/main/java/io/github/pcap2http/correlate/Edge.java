package io.github.pcap2http.correlate;

/**
 * {@code child} may be an attempt of {@code parent}. In order as children are.
 *
 * @param mark name of the field with the value that only these two have; null when there is none
 */
record Edge(Node parent, Node child, String mark) implements Comparable<Edge> {
    /** Whether this is known by more than circumstances. */
    boolean certain() {
        return mark != null;
    }

    @Override
    public int compareTo(Edge other) {
        return child.compareTo(other.child);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
