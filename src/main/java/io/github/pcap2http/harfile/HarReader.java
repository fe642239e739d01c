package io.github.pcap2http.harfile;

import io.github.pcap2http.coding.Decoded.Problem;
import io.github.pcap2http.coding.Stored;
import io.github.pcap2http.coding.Unpacked;
import io.github.pcap2http.exchange.BodyStore;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Limits;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The exchanges of a HAR, of the entries of one in an array, or of one entry a line; also of several of these behind each other. They
 * come in the order of the input, as soon as their last byte has come. Belongs to one thread.
 */
public final class HarReader implements Closeable {
    private static final int MOST_REMARKS = 20;

    /** Where the next value stands: beside whole documents, in an object that may hold entries, or among these. */
    private enum At { TOP, OBJECT, ENTRIES }

    private final String name;
    private final Stored stored;
    private final Unpacked unpacked;   // null: not compressed
    private final JsonInput json;
    private final EntryReader entries;
    private final Families families = new Families();
    private final List<String> remarks = new ArrayList<>();
    private long moreRemarks;
    private boolean damaged;
    private boolean zoneless;
    private At at = At.TOP;
    private int objects;   // that are open around the next value
    private Map<String, Object> other = Map.of();   // members of the outermost object, which may be an entry
    private boolean lines = true;
    private boolean foreign;   // objects were met that are neither entries nor hold any
    private boolean listed;    // entries were, and be it none
    private String creator;
    private long read;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private boolean ended;

    /**
     * @param in is closed by {@link #close}
     * @param name of the input, for messages
     * @param place among the inputs, from 0: names of exchanges of others than the first get their number before them
     * @param store gets contents; those of an exchange belong to who is given it
     */
    public HarReader(InputStream in, String name, int place, BodyStore store, Limits limits) throws IOException {
        this.name = name;
        stored = new Stored(in);
        byte[] start = stored.readNBytes(4);
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(start), stored);
        int magic = 0;
        for (byte b : start) magic = magic << 8 | b & 0xff;
        unpacked = start.length < 4 ? null : Unpacked.of(magic, all);
        json = new JsonInput(unpacked == null ? all : unpacked, store);
        entries = new EntryReader(store, limits, place);
    }

    /**
     * @return the next exchange; null at the end
     * @throws IOException when the input fails. What it holds never makes it fail
     */
    public Exchange next() throws IOException {
        while (!ended && !families.ready()) {
            Exchange exchange = nextRead();
            if (exchange == null) end();
            else families.add(exchange);
        }
        if (ended) families.end();
        Exchange exchange = families.next();
        if (exchange != null) {
            first = Math.min(first, exchange.timing().started());
            last = Math.max(last, exchange.timing().started());
        }
        return exchange;
    }

    private Exchange nextRead() throws IOException {
        try {
            while (true) {
                Exchange exchange = switch (at) {
                    case TOP -> top();
                    case OBJECT -> member();
                    case ENTRIES -> entry();
                };
                if (exchange != null) return exchange;
                if (ended) return null;
            }
        } catch (JsonInput.Truncated e) {
            if (stored.failure() == null) damage(at == At.TOP || at == At.OBJECT && (objects > 1 || read == 0) ? "ends too early, behind its entries or before them"
                : "ends inside of entry " + (read + 1) + ", at offset " + json.offset() + "; the entries before it were read");
            return null;
        } catch (IOException e) {
            throw new IOException(name + ": reading failed at offset " + stored.count() + ": " + e.getMessage(), e);
        }
    }

    private Exchange top() throws IOException {
        int b = json.peek();
        if (b == JsonInput.END) {
            ended = true;
            return null;
        }
        if (b == '{') {
            json.take();
            at = At.OBJECT;
            objects = 1;
            json.begin();
            other = new LinkedHashMap<>();
        } else if (b == '[') {
            json.take();
            at = At.ENTRIES;
            objects = 0;
            listed = true;
        } else if (b == ',' || b == ']' || b == '}') {
            json.take();
            oddity("has a stray " + (char) b + " at offset " + json.offset());
        } else {
            long offset = json.offset();
            json.skip();
            oddity("has something that is no entry at offset " + offset);
        }
        return null;
    }

    /** Members of an object that may be an entry itself, or hold the entries. */
    private Exchange member() throws IOException {
        String member = json.name();
        if (member == null) return closeObject();
        int b = json.peek();
        if (member.equals("log") && b == '{') {
            json.take();
            objects++;
            lines = false;
            listed = true;
        } else if (member.equals("entries") && b == '[') {
            json.take();
            at = At.ENTRIES;
            lines = false;
            listed = true;
        } else if (objects == 1) {
            Object value = json.value();
            if (value != null) other.put(member, value);
        } else if (member.equals("creator")) {
            json.begin();
            madeBy(json.value());
        } else if (b != ',' && b != '}') {
            json.skip();
        }
        return null;
    }

    private Exchange closeObject() {
        objects--;
        if (objects > 0) return null;
        at = At.TOP;
        boolean entry = other.containsKey("request") || other.containsKey("response");
        if (entry) return exchange(other, json.offset());
        boolean wrapped = other.containsKey("creator") || other.containsKey("version");   // what belongs to a log stood beside its entries
        foreign |= !wrapped && !listed;
        if (!other.isEmpty() && !wrapped) oddity("has an object without entries, which ends at offset " + json.offset());
        return null;
    }

    private void madeBy(Object value) {
        if (!(value instanceof Map<?, ?> map)) return;
        Members members = new Members(map, "", new Members.Faults());
        String program = members.text("name", "");
        if (!program.isEmpty()) creator = (program + " " + members.text("version", "")).strip();
    }

    private Exchange entry() throws IOException {
        int b = json.peek();
        if (b == JsonInput.END) throw new JsonInput.Truncated();
        if (b == ',' || b == ']' || b == '}') {
            json.take();
            if (b == ']') at = objects > 0 ? At.OBJECT : At.TOP;
            if (b == '}') oddity("has a stray } at offset " + json.offset());
            return null;
        }
        long offset = json.offset();
        json.begin();
        Object value = json.value();
        if (value instanceof Map<?, ?> map) return exchange(map, offset);
        read++;
        damage("entry " + read + " at offset " + offset + " is not an object");
        return null;
    }

    private Exchange exchange(Map<?, ?> map, long offset) {
        read++;
        Members.Faults faults = new Members.Faults();
        if (json.fault() != null) faults.add("has " + json.fault());
        Exchange exchange;
        try {
            exchange = entries.read(new Members(map, "", faults), read);
        } finally {
            json.release();
        }
        if (faults.words() != null) damage("entry " + read + " at offset " + offset + ": " + faults.words());
        if (entries.withoutZone() && !zoneless) {
            zoneless = true;
            remark("entry " + read + " at offset " + offset + ": its date has no zone; taken for UTC, and so all others like that");
        }
        return exchange;
    }

    private void end() throws IOException {
        ended = true;
        if (stored.failure() != null) throw new IOException(name + ": reading failed at offset " + stored.count() + ": " + stored.failure().getMessage());
        if (unpacked == null) return;
        if (unpacked.leftOver()) remark("has bytes behind its " + unpacked.format() + " data that are no more of it; they were passed over");
        else if (unpacked.problem() == Problem.TRUNCATED) damage("ends inside its " + unpacked.format() + " data; unpacked up to there");
        else if (unpacked.problem() != Problem.NONE) damage("is damaged: " + unpacked.detail() + "; unpacked up to there");
    }

    private void oddity(String what) {
        damage(what + "; it was passed over");
    }

    private void damage(String what) {
        damaged = true;
        remark(what);
    }

    private void remark(String what) {
        if (remarks.size() < MOST_REMARKS) remarks.add(name + ": " + what);
        else moreRemarks++;
    }

    /** @return whether it is JSON of some other kind; at the end */
    public boolean isForeign() {
        return foreign && !listed && read == 0;
    }

    /** @return what was odd so far, one line for a person each */
    public List<String> remarks() {
        if (isForeign()) return List.of(name + ": is JSON, but neither a HAR nor lines of its entries");
        List<String> all = new ArrayList<>(remarks);
        if (moreRemarks > 0) all.add(name + ": and " + moreRemarks + " remarks more like these");
        if (entries.webSocketMessages() > 0) {
            all.add(name + ": messages of WebSockets are not passed on: " + entries.webSocketMessages());
        }
        return all;
    }

    /** @return whether something could not be read, or made no sense */
    public boolean damaged() {
        return damaged;
    }

    public HarFacts facts() {
        String format = (isForeign() ? "JSON" : lines ? "JSON lines" : "HAR") + (unpacked == null ? "" : ", " + unpacked.format());
        boolean any = first != Long.MAX_VALUE;
        return new HarFacts(name, format, creator, read, any ? first : 0, any ? last : 0);
    }

    /** @return bytes of the input as it is stored */
    public long bytesRead() {
        return stored.count();
    }

    /** @return whether the next exchange may have to be waited for */
    public boolean mayWait() {
        return json.drained();
    }

    @Override
    public void close() throws IOException {
        stored.close();
        if (unpacked != null) unpacked.close();
    }
}
