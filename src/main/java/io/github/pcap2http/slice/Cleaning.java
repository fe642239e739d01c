package io.github.pcap2http.slice;

import io.github.pcap2http.blot.Facts;
import io.github.pcap2http.blot.Originals;
import io.github.pcap2http.blot.PacketCleaner;
import io.github.pcap2http.capture.Packet;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Side;
import io.github.pcap2http.output.EntryIndex;
import io.github.pcap2http.redact.Redaction;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** What a slice without secrets needs beside all others: what is known of the original exchanges, and a reading more, in which their bytes are found. */
final class Cleaning implements Closeable {
    /** Gives what was remembered of an exchange. */
    interface Memory {
        /** @return behind what every slice remembers */
        DataInput at(long offset, long length) throws IOException;
    }

    private final Redaction redaction;
    private final EntryIndex index;
    private final Originals originals = new Originals();
    private final PacketCleaner cleaner = new PacketCleaner(originals);
    private byte[] facts;   // of the exchange that is given next; null: nothing is known of it
    private long leftOut;

    /** @param directory for temporary files, as {@link EntryIndex} takes it */
    Cleaning(Redaction redaction, Path directory) {
        this.redaction = redaction;
        this.index = new EntryIndex(directory);
    }

    void original(Exchange exchange) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        Facts.of(exchange, redaction).write(new DataOutputStream(bytes));
        facts = bytes.toByteArray();
    }

    /** @return what is to be remembered of the exchange whose original was told last */
    byte[] takeFacts() {
        if (facts == null) throw new IllegalStateException("an exchange whose original was not told");
        byte[] taken = facts;
        facts = null;
        return taken;
    }

    /** All exchanges, in the order of their first frames, to be gone through once. */
    EntryIndex index() {
        return index;
    }

    /** An exchange comes. @param slots what its frames are. @param offset of what is remembered of it, as {@code length} in bytes */
    void expect(Chosen chosen, Selection.Places slots, Memory memory, long offset, long length) throws IOException {
        Chosen.Frames request = chosen.request();
        Chosen.Frames response = chosen.response();
        long end = Math.max(Math.max(request.first(), request.last()), Math.max(response.first(), response.last()));
        Originals.Memory both = new Originals.Memory() {
            private Facts read;   // for the other side, which is looked for next; null: not now

            @Override
            public Facts facts() throws IOException {
                Facts facts = read == null ? Facts.read(memory.at(offset, length), redaction) : read;
                read = read == null ? facts : null;
                return facts;
            }
        };
        expect(chosen, Side.CLIENT, request, slots, end, both);
        expect(chosen, Side.SERVER, response, slots, end, both);
    }

    private void expect(Chosen chosen, Side role, Chosen.Frames frames, Selection.Places slots, long end, Originals.Memory memory) throws IOException {
        if (!frames.any()) return;
        Slots.Slot first = slots.at(frames.first());
        Side sender = first.fromServer() ? Side.SERVER : Side.CLIENT;
        long from = first.start;
        long packetEnd = first.end();
        long to = Math.max(packetEnd, slots.at(frames.last()).end());
        originals.expect(new Originals.Whereabouts(chosen.connection(), sender, role, from, packetEnd, to, chosen.begin(), end), memory);
    }

    void reached(long frame) throws IOException {
        originals.reached(frame);
    }

    void gather(Packet packet, Slots.Slot slot) throws IOException {
        if (slot.length > 0) cleaner.gather(packet, place(slot));
    }

    /** All packets have come, and come again. */
    void again() throws IOException {
        originals.again();
    }

    /** @return its bytes without what is not to stay; null when it has to be left out */
    byte[] clean(Packet packet, Slots.Slot slot) throws IOException {
        byte[] clean = cleaner.clean(packet, place(slot));
        if (clean == null) leftOut++;
        return clean;
    }

    private static PacketCleaner.Place place(Slots.Slot slot) {
        return new PacketCleaner.Place(slot.connection, slot.fromServer() ? Side.SERVER : Side.CLIENT, slot.start, slot.length);
    }

    /** @return packets that could not be cleaned */
    long leftOut() {
        return leftOut;
    }

    /** @return bytes of temporary files, about */
    long bytes() {
        return originals.bytes();
    }

    @Override
    public void close() throws IOException {
        try (originals; index) {
            facts = null;
        }
    }
}
