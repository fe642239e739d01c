package io.github.pcap2http.choose;

import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.Sighting;
import io.github.pcap2http.typed.TimeSpan;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What exchanges are chosen by. Each reads its value as people type it; {@code !} before that is for {@link Choice}. */
public enum Criterion {
    HOST, METHOD, STATUS, URL, CLIENT, SERVER, HEADER, BODY, SINCE, UNTIL, SLOWER_THAN, FAILED, ID;

    /** @return the option's name, without hyphens before it */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws ChoiceException when the text cannot be meant. @param regexes those that are made are added to it */
    public Condition parse(String text, List<Regex> regexes) throws ChoiceException {
        if (text.isBlank()) throw new ChoiceException("needs something to look for");
        return switch (this) {
            case HOST -> host(text);
            case METHOD -> method(text);
            case STATUS -> status(text);
            case URL -> url(text, regexes);
            case CLIENT -> end(text, true);
            case SERVER -> end(text, false);
            case HEADER -> header(text, regexes);
            case BODY -> body(text, regexes);
            case SINCE -> time(Point.of(text, false)).not();
            case UNTIL -> time(Point.of(text, true));
            case SLOWER_THAN -> slower(text);
            case FAILED -> failed(text);
            case ID -> id(text);
        };
    }

    private static List<Glob> globs(String text, boolean foldCase) throws ChoiceException {
        List<Glob> globs = new ArrayList<>(1);
        for (String part : parts(text)) globs.add(new Glob(part, foldCase));
        return globs;
    }

    /** @return what stands between commas */
    private static List<String> parts(String text) throws ChoiceException {
        List<String> parts = new ArrayList<>(1);
        for (String part : text.split(",", -1)) {
            String word = part.strip();
            if (word.isEmpty()) throw new ChoiceException("has a comma too many");
            if (word.startsWith("!")) throw new ChoiceException("has a '!' inside, which negates a whole list when it stands before that; or give the option twice");
            parts.add(word);
        }
        return parts;
    }

    private static boolean any(List<Glob> globs, String text) {
        for (Glob glob : globs) {
            if (glob.matches(text)) return true;
        }
        return false;
    }

    /** With or without the port, which is that of the scheme where the URL has none. */
    private static Condition host(String text) throws ChoiceException {
        List<Glob> globs = globs(text, true);
        return Condition.of((exchange, setting) -> {
            String url = exchange.url();
            String authority = authority(url);
            int colon = authority.lastIndexOf(':');
            boolean withPort = colon > authority.lastIndexOf(']');
            String name = withPort ? authority.substring(0, colon) : authority;
            return any(globs, name) || any(globs, withPort ? authority : name + (url.startsWith("https:") ? ":443" : ":80"));
        });
    }

    /** @return host and port, without names of users */
    private static String authority(String url) {
        int from = url.indexOf("://") + 3;
        if (from < 3) return "";
        int to = from;
        while (to < url.length() && "/?#".indexOf(url.charAt(to)) < 0) to++;
        return url.substring(Math.max(from, url.lastIndexOf('@', to - 1) + 1), to);
    }

    private static Condition method(String text) throws ChoiceException {
        List<Glob> globs = globs(text, true);
        return Condition.of((exchange, setting) -> exchange.request() != null && any(globs, exchange.request().method()));
    }

    private static Condition status(String text) throws ChoiceException {
        Statuses statuses = Statuses.of(text);
        return Condition.of((exchange, setting) -> statuses.match(exchange.response()));
    }

    /** A regular expression between slashes is looked for anywhere; a pattern must fit the whole URL, or what follows the scheme, or, with a slash, the host. */
    private static Condition url(String text, List<Regex> regexes) throws ChoiceException {
        Regex regex = regex(text, regexes);
        if (regex != null) return (exchange, setting) -> regex.find(exchange.url());
        Glob glob = new Glob(text, false);
        boolean path = text.startsWith("/");
        return Condition.of((exchange, setting) -> {
            String url = exchange.url();
            int host = url.indexOf("://") + 3;
            int slash = host < 3 ? -1 : url.indexOf('/', host);
            if (path) return slash >= 0 && glob.matches(url.substring(slash));
            return glob.matches(url) || host >= 3 && glob.matches(url.substring(host));
        });
    }

    /** @return what is between slashes; null when it is not */
    private static Regex regex(String text, List<Regex> regexes) throws ChoiceException {
        boolean foldCase = text.endsWith("/i");
        int end = text.length() - (foldCase ? 2 : 1);
        if (end < 2 || text.charAt(0) != '/' || text.charAt(end) != '/') return null;
        Regex regex = Regex.of(text.substring(1, end), foldCase);
        regexes.add(regex);
        return regex;
    }

    private static Condition end(String text, boolean client) throws ChoiceException {
        List<Network> networks = new ArrayList<>(1);
        for (String part : parts(text)) networks.add(Network.of(part));
        return Condition.of((exchange, setting) -> {
            for (Network network : networks) {
                boolean fits = client ? network.matches(exchange.connection(), Sighting::client, Connection::realClient, setting)
                    : network.matches(exchange.connection(), Sighting::server, Connection::destination, setting);
                if (fits) return true;
            }
            return false;
        });
    }

    private static Condition header(String text, List<Regex> regexes) throws ChoiceException {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).strip();
        String value = colon < 0 ? "*" : text.substring(colon + 1).strip();
        if (name.isEmpty()) throw new ChoiceException("needs the name of a field before the colon: 'Name: value'");
        Regex regex = regex(value, regexes);
        Glob glob = new Glob(value.isEmpty() ? "*" : value, true);
        return Condition.any(List.of((exchange, setting) -> exchange.request() == null ? Truth.NO : has(exchange.request().fields(), name, glob, regex),
            (exchange, setting) -> exchange.response() == null ? Truth.NO : has(exchange.response().fields(), name, glob, regex)));
    }

    private static Truth has(Fields fields, String name, Glob glob, Regex regex) {
        Truth has = Truth.NO;
        for (Field field : fields) {
            if (!field.name().equalsIgnoreCase(name)) continue;
            String value = new String(field.value().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            has = has.or(regex == null ? Truth.of(glob.matches(value) || glob.matches(field.value())) : regex.find(value));
            if (has == Truth.YES) break;
        }
        return has;
    }

    private static Condition body(String text, List<Regex> regexes) throws ChoiceException {
        Regex between = regex(text, regexes);
        Regex regex = between == null ? Regex.of(text, false) : between;
        if (between == null) regexes.add(regex);
        return Condition.any(List.of((exchange, setting) -> exchange.request() == null ? Truth.NO : found(exchange.request().body(), exchange.request().fields(), regex),
            (exchange, setting) -> exchange.response() == null ? Truth.NO : found(exchange.response().body(), exchange.response().fields(), regex)));
    }

    private static Truth found(Body body, Fields fields, Regex regex) {
        if (body.kept().isEmpty()) return Truth.NO;
        return regex.find(new InputStreamReader(body.kept().stream(), charset(fields.first("content-type"))));
    }

    /** @return the one that is named, if it is known; else UTF-8 */
    private static Charset charset(String type) {
        int at = type == null ? -1 : type.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (at < 0) return StandardCharsets.UTF_8;
        String name = type.substring(at + "charset=".length()).replaceFirst(";.*", "").replace("\"", "").strip();
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static Condition time(Point before) {
        return Condition.of((exchange, setting) -> Measures.began(exchange) < before.nanos(setting));
    }

    private static Condition slower(String text) throws ChoiceException {
        Long nanos = text.matches("[\\d.]+") ? null : TimeSpan.parse(text);
        if (nanos == null) throw new ChoiceException("is no length of time; write it with its unit: 500ms, 2s, 1min");
        return Condition.of((exchange, setting) -> Measures.took(exchange) > nanos);
    }

    private static Condition failed(String text) throws ChoiceException {
        return switch (text) {
            case "yes" -> Condition.of((exchange, setting) -> failed(exchange));
            case "no" -> Condition.of((exchange, setting) -> !failed(exchange));
            default -> throw new ChoiceException("is neither 'yes' nor 'no'");
        };
    }

    /** @return whether it got no response, or not all of one, or one with a status of 500 or more */
    public static boolean failed(Exchange exchange) {
        return exchange.response() == null || exchange.response().status() >= 500
            || exchange.outcome() == Outcome.RESPONSE_CUT || exchange.outcome() == Outcome.RESET;
    }

    private static Condition id(String text) throws ChoiceException {
        List<Glob> globs = globs(text, false);
        return Condition.of((exchange, setting) -> any(globs, exchange.id()));
    }
}
