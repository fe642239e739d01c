package io.github.pcap2http.samples;

/** A capture in the making. */
public interface CaptureWriter {
    /**
     * @param nanos time since 1970-01-01 UTC
     * @param captured what was captured of the packet
     * @param originalLength its length on the wire
     */
    CaptureWriter packet(long nanos, byte[] captured, int originalLength);

    default CaptureWriter packet(long nanos, byte[] captured) {
        return packet(nanos, captured, captured.length);
    }

    /** @return the LINKTYPE that the next packet is written with */
    int linkType();

    /** @return the capture so far, as a file */
    byte[] toBytes();
}
