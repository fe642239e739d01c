package io.github.pcap2http.samples;

/** Writes a snoop file (RFC 1761). */
public final class SnoopWriter implements CaptureWriter {
    private final Layout out = new Layout();
    private int drops;

    /** @param datalink its number in the RFC: 4 is Ethernet */
    public SnoopWriter(int datalink) {
        out.latin1("snoop\0\0\0").int32(2).int32(datalink);
    }

    /** @param count packets lost so far, which the records that follow tell */
    public SnoopWriter drops(int count) {
        drops = count;
        return this;
    }

    @Override
    public SnoopWriter packet(long nanos, byte[] captured, int originalLength) {
        int padding = -captured.length & 3;
        out.int32(originalLength).int32(captured.length).int32(24 + captured.length + padding).int32(drops)
            .int32((int) (nanos / 1_000_000_000L)).int32((int) (nanos % 1_000_000_000L / 1000)).bytes(captured).pad(4);
        return this;
    }

    @Override
    public SnoopWriter packet(long nanos, byte[] captured) {
        return packet(nanos, captured, captured.length);
    }

    @Override
    public int linkType() {
        return 1;
    }

    @Override
    public byte[] toBytes() {
        return out.toBytes();
    }
}
