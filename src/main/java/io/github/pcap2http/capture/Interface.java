package io.github.pcap2http.capture;

/** One interface of a capture: what the file says of it, and what was counted. */
final class Interface {
    static final long NOT_SAID = -1;

    final int id;   // from 0, over all sections and files; -1 where the format has no interfaces
    final int linkType;
    final long snaplen;   // bytes; 0: no limit
    String name;
    String description;
    String filter;
    String system;
    Ticks ticks = Ticks.MICROS;
    long offsetNanos;

    long packets;
    long received = NOT_SAID;
    long dropped = NOT_SAID;
    long lost;   // packets, as told by those that came after

    Interface(int id, int linkType, long snaplen) {
        this.id = id;
        this.linkType = linkType;
        this.snaplen = snaplen;
    }

    /** @return its name, or else its description; null when it has neither */
    String shownName() {
        return name != null ? name : description;
    }

    /** @param count ticks of its clock. @return nanoseconds since 1970, or the greatest number there is */
    long nanos(long count) {
        long ticked = ticks.nanos(count);   // never below 0
        return offsetNanos > Long.MAX_VALUE - ticked ? Long.MAX_VALUE : offsetNanos + ticked;
    }

    CaptureFacts.Interface facts() {
        long drops = dropped == NOT_SAID && lost == 0 ? NOT_SAID : Math.max(dropped, lost);
        return new CaptureFacts.Interface(name, description, linkType, snaplen, filter, system, packets, received, drops);
    }
}
