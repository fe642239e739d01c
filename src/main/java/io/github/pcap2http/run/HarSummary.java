package io.github.pcap2http.run;

import io.github.pcap2http.harfile.HarFacts;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * What was in HARs, and what came of it.
 *
 * @param byAnswer how many exchanges were answered with which class of status codes, or why they were not
 */
public record HarSummary(String name, List<HarFacts> files, long exchanges, SortedMap<String, Long> byAnswer, boolean damaged,
                         List<String> remarks) implements Report {
    private static final int SHOWN_FILES = 20;

    @Override
    public long bugs() {
        return 0;
    }

    @Override
    public HarSummary with(List<String> others) {
        return new HarSummary(name, files, exchanges, byAnswer, damaged, others);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        files.stream().limit(SHOWN_FILES).forEach(file -> lines.add(file.name() + ": " + file(file)));
        if (files.size() > SHOWN_FILES) lines.add("and " + (files.size() - SHOWN_FILES) + " files more");
        String answers = byAnswer.entrySet().stream().map(one -> one.getValue() + " " + one.getKey()).collect(Collectors.joining(", "));
        lines.add("  " + count(exchanges, "exchange", "exchanges") + (answers.isEmpty() ? "" : ": " + answers));
        return lines;
    }

    private static String file(HarFacts file) {
        String seconds = String.format(Locale.ROOT, "%.3f", (file.lastNanos() - file.firstNanos()) / 1e9);
        return file.format() + (file.creator() == null ? "" : " of " + file.creator()) + ", " + count(file.entries(), "entry", "entries")
            + (file.firstNanos() == 0 ? "" : ", from " + SummaryText.time(file.firstNanos()) + " on, " + seconds + " s");
    }

    private static String count(long count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public List<String> whyEmpty() {
        if (exchanges > 0) return List.of();
        List<String> lines = new ArrayList<>();
        lines.add(name + ": no HTTP exchange was found");
        files.stream().limit(SHOWN_FILES).forEach(file -> lines.add("  " + file.name() + ": " + file(file)));
        return lines;
    }

    @Override
    public String json() {
        StringWriter text = new StringWriter();
        JsonFactory ascii = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        try (JsonGenerator json = ascii.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("files");
            for (HarFacts file : files) write(file, json);
            json.writeEndArray();
            json.writeNumberProperty("exchanges", exchanges);
            json.writeObjectPropertyStart("answers");
            byAnswer.forEach(json::writeNumberProperty);
            json.writeEndObject();
            json.writeBooleanProperty("damaged", damaged);
            json.writeArrayPropertyStart("remarks");
            remarks.forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(HarFacts file, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", file.name());
        json.writeStringProperty("format", file.format());
        if (file.creator() != null) json.writeStringProperty("creator", file.creator());
        json.writeNumberProperty("entries", file.entries());
        if (file.firstNanos() != 0) {
            json.writeStringProperty("first", SummaryText.time(file.firstNanos()));
            json.writeStringProperty("last", SummaryText.time(file.lastNanos()));
        }
        json.writeEndObject();
    }
}
