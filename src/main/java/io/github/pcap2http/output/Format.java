package io.github.pcap2http.output;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The kinds of documents that can be written. The place to add one to. */
public enum Format {
    /** HTTP Archive 1.2, one document, complete only when it is closed. */
    HAR("har", List.of(".har")),
    /** The entries of a HAR, one a line, as exchanges end. */
    JSONL("jsonl", List.of(".jsonl", ".ndjson")),
    /** Lines for people, as exchanges end. */
    LOG("log", List.of(".log", ".txt")),
    /** Sessions and transactions for Proxy Verifier; in JSON where the file's name ends so, else in YAML. */
    REPLAY("replay", List.of(".replay.yaml", ".replay.yml", ".replay.json")),
    /** Commands of curl that send the requests again, as exchanges end. */
    CURL("curl", List.of(".curl")),
    /** A page for the summary of a CI job, complete only when it is closed. */
    MARKDOWN("markdown", List.of(".md", ".markdown")),
    /** The packets that the exchanges came in. */
    PCAPNG("pcapng", List.of(".pcapng")),
    /** A line for each packet, exchange or not, as they come. */
    PACKETS("packets", List.of(".packets"));

    private final String word;
    private final List<String> endings;

    Format(String word, List<String> endings) {
        this.word = word;
        this.endings = endings;
    }

    /** @return the format that the ending of a file's name tells, behind which may stand how it is compressed; null when it tells none */
    public static Format ofFile(String fileName) {
        String name = Compression.plainName(fileName).toLowerCase(Locale.ROOT);
        for (Format format : values()) {
            for (String ending : format.endings) if (name.endsWith(ending)) return format;
        }
        return null;
    }

    /** @return the format that is called {@code word}; null when none is */
    public static Format ofName(String word) {
        for (Format format : values()) {
            if (format.word.equalsIgnoreCase(word)) return format;
        }
        return null;
    }

    /** @return the name by which users choose it */
    public String word() {
        return word;
    }

    /** @return the endings of file names that choose it, with their dots */
    public List<String> endings() {
        return endings;
    }

    /** @return whether it is made of packets, and not of exchanges alone */
    public boolean ofPackets() {
        return this == PCAPNG || this == PACKETS;
    }

    /** As {@link #open}; but what would be written as exchanges end is sorted by their starts, and written in the end. */
    public Output openByStart(Target target, OutputOptions options) throws IOException {
        boolean asTheyEnd = this == JSONL || this == LOG || this == CURL;
        return asTheyEnd ? new ByStart(this, this == LOG, target, options) : open(target, options);
    }

    /** @throws IOException when the target cannot be written. @throws IllegalStateException for one {@link #ofPackets}, which rooms behind this one make */
    public Output open(Target target, OutputOptions options) throws IOException {
        return switch (this) {
            case HAR -> new HarWriter(target, options);
            case JSONL -> new JsonLinesWriter(target, options);
            case LOG -> new LogWriter(target, options);
            case REPLAY -> new ReplayWriter(target, options);
            case CURL -> new CurlWriter(target, options);
            case MARKDOWN -> new MarkdownWriter(target, options);
            case PCAPNG, PACKETS -> throw new IllegalStateException(word + " is made of packets");
        };
    }
}
