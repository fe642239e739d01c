package io.github.pcap2http.redact;

import io.github.pcap2http.exchange.Diagnostic;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Interim;
import io.github.pcap2http.exchange.Links;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** All of an exchange but its bodies, rewritten. Before the secrets of the exchange are all known it is done once to get to know them. */
final class Texts {
    private static final Pattern OWN_ID = Pattern.compile("[0-9.]*(?:[0-9]+-|e)[0-9]+");
    private static final String CUT = "...";   // at the end of the detail of a diagnostic that was too long

    private final Memory memory;
    private final Secrets secrets;
    private final Substitute substitute;
    private final boolean search;

    /** @param search whether to search for the secrets, too, and not only for what is secret by its place */
    Texts(Memory memory, Secrets secrets, Substitute substitute, boolean search) {
        this.memory = memory;
        this.secrets = secrets;
        this.substitute = substitute;
        this.search = search;
    }

    /** @param text null is nothing */
    String of(String text, Place place) {
        if (text == null || text.isEmpty()) return text;
        boolean wire = text.chars().allMatch(c -> c < 0x100);
        String bytes = wire ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        Hits hits = hits(memory.of(bytes, place));
        return hits.isEmpty() ? text : wire ? hits.applied(bytes) : new String(hits.applied(bytes).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** @return what was found, and the secrets of the exchange that stand in the same text */
    private Hits hits(Memory.Found found) {
        secrets.addAll(found.secrets());
        Hits hits = new Hits(secrets, substitute);
        hits.addAll(found.hits(), 0);
        if (!search || secrets.isEmpty()) return hits;
        String text = found.levels().iterator().next().text();
        for (Level level : found.levels()) {
            secrets.needles().find(level, false, hits);
            if (text.endsWith(CUT)) secrets.needles().findCut(level, level.text().length() - CUT.length(), hits);
        }
        return hits;
    }

    Fields fields(Fields fields) {
        List<Field> all = new ArrayList<>(fields.size());
        boolean same = true;
        for (Field field : fields) {
            Field redacted = field(field);
            same &= redacted == field;
            if (redacted != null) all.add(redacted);
        }
        return same ? fields : Fields.of(all);
    }

    /** @return null when it is dropped */
    private Field field(Field field) {
        Memory.Found found = memory.of(field);
        Hits hits = hits(found);
        if (found.hits().wholeDropped()) return null;
        Hits inName = hits(memory.ofName(field.name()));
        return hits.isEmpty() && inName.isEmpty() ? field : new Field(inName.applied(field.name()), hits.applied(field.value()));
    }

    List<Interim> interim(List<Interim> interim) {
        List<Interim> all = new ArrayList<>(interim.size());
        for (Interim one : interim) all.add(new Interim(one.status(), of(one.reason(), Place.FIELD), fields(one.fields()), one.at()));
        return List.copyOf(all);
    }

    List<Diagnostic> diagnostics(List<Diagnostic> diagnostics) {
        List<Diagnostic> all = new ArrayList<>(diagnostics.size());
        for (Diagnostic one : diagnostics) all.add(new Diagnostic(one.code(), one.at(), of(one.detail(), Place.TEXT)));
        return List.copyOf(all);
    }

    /** Our own names of exchanges hold nothing; those in a HAR may be anything. @param id null is nothing */
    String id(String id) {
        return id == null || OWN_ID.matcher(id).matches() ? id : of(id, Place.FIELD);
    }

    Links links(Links links) {
        if (links == Links.NONE) return links;
        List<Links.Attempt> attempts = new ArrayList<>(links.attempts().size());
        for (Links.Attempt one : links.attempts()) attempts.add(new Links.Attempt(id(one.id()), one.outcome(), one.status()));
        return new Links(cause(links.cause()), List.copyOf(attempts), links.unasked(), id(links.shared()));
    }

    private Links.Cause cause(Links.Cause cause) {
        if (cause == null) return null;
        List<String> evidence = new ArrayList<>(cause.evidence().size());
        for (String one : cause.evidence()) evidence.add(of(one, Place.FIELD));
        return new Links.Cause(id(cause.parent()), of(cause.url(), Place.URL), cause.number(), cause.of(), List.copyOf(evidence));
    }
}
