package io.github.pcap2http.capture;

import java.io.IOException;

/**
 * Reads the records of one file format from a window. Whatever bytes there are, each call goes on by at least one, and
 * damage ends where the next good record begins.
 */
abstract class Reader {
    final Window window;
    final Remarks remarks;
    final Extras extras;
    final Interfaces interfaces = new Interfaces();
    final int leastRecord;
    long frames;   // records so far that Wireshark numbers

    /** @param leastRecord bytes of the smallest record */
    Reader(Window window, Remarks remarks, Extras extras, int leastRecord) {
        this.window = window;
        this.remarks = remarks;
        this.extras = extras;
        this.leastRecord = leastRecord;
    }

    /** @return the format, for a person */
    abstract String format();

    /** @return whether {@code packet} was filled; false at the end of the input */
    abstract boolean read(Packet packet) throws IOException;

    /** @return whether what is here, {@code leastRecord} bytes at least, looks so much like a record that it can be no chance */
    abstract boolean isRecordHere() throws IOException;

    /** Goes on to the next good record, or to the end, and says so. */
    final void passDamage(String what) throws IOException {
        long from = window.position();
        seekRecord();
        remarkDamage(from, what);
    }

    /**
     * The input ends inside a record: its writer was stopped; or the record's length is damaged and swallows records that are
     * there, which are gone on with.
     */
    final void passCutRecord(long length) throws IOException {
        String cut = cut(window.available() + " of " + length);
        long from = window.position();
        if (seekRecord()) remarkDamage(from, "a record claims " + length + " bytes");
        else remarks.add(cut);
    }

    /** Less than a record is left. */
    final void passRest() {
        if (window.available() > 0) remarks.add(cut(String.valueOf(window.available())));
        window.skip(window.available());
    }

    private String cut(String bytes) {
        return "ends inside the record after packet " + frames + " (offset " + window.position() + "): " + bytes
            + " bytes are there; read up to it";
    }

    private void remarkDamage(long from, String what) {
        remarks.damage("damaged after packet " + frames + " (offset " + from + "): " + what + "; " + (window.position() - from)
            + " bytes were passed over" + (window.available() == 0 ? ", to the end" : ""));
    }

    private boolean seekRecord() throws IOException {
        do window.skip(1); while (window.has(leastRecord) && !isRecordHere());
        if (window.has(leastRecord)) return true;
        window.skip(window.available());
        return false;
    }
}
