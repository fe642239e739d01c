package io.github.pcap2http.choose;

/** Whether something is so, which is not known where the search for it was given up. */
public enum Truth {
    YES, NO, UNKNOWN;

    static Truth of(boolean so) {
        return so ? YES : NO;
    }

    Truth not() {
        return this == YES ? NO : this == NO ? YES : UNKNOWN;
    }

    Truth or(Truth other) {
        if (this == YES || other == YES) return YES;
        return this == NO ? other : this;
    }
}
