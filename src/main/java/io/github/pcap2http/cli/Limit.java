package io.github.pcap2http.cli;

import io.github.pcap2http.run.Options;
import io.github.pcap2http.typed.ByteSize;
import io.github.pcap2http.typed.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** What {@code --limit NAME=VALUE} sets. The values themselves, and what they mean, are those of {@link io.github.pcap2http.exchange.Limits}. */
enum Limit {
    HEAD(true, 1 << 10, 64L << 20, (options, value) -> options.withLimits(options.limits().withMaxHead((int) (long) value))),
    HELD(true, 0, 1L << 40, (options, value) -> options.withLimits(options.limits().withMaxHeld(value))),
    ALL_HELD(true, 0, 1L << 40, (options, value) -> options.withLimits(options.limits().withMaxHeldByAll(value))),
    UNDECIDED(true, 1 << 10, 1 << 30, (options, value) -> options.withLimits(options.limits().withMaxUndecided((int) (long) value))),
    WAITING(false, 1, 1_000_000, (options, value) -> options.withLimits(options.limits().withMaxWaiting((int) (long) value))),
    CONNECTIONS(false, 1, 10_000_000, (options, value) -> options.withLimits(options.limits().withMaxConnections((int) (long) value))),
    SPOOL(true, 0, 1L << 50, (options, value) -> options.withMaxSpool(value));

    private final boolean bytes;
    private final long least;
    private final long most;
    private final BiFunction<Options, Long, Options> setter;

    Limit(boolean bytes, long least, long most, BiFunction<Options, Long, Options> setter) {
        this.bytes = bytes;
        this.least = least;
        this.most = most;
        this.setter = setter;
    }

    /** A limit and what it is set to. */
    record Setting(Limit limit, long value) {
        Options in(Options options) {
            return limit.setter.apply(options, value);
        }
    }

    /** @return the name by which users set it */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Limit::word).toList();
    }

    /** @return what {@code --limit} says, such as {@code head=256k} */
    static List<Setting> parse(Given given) throws UsageException {
        List<Setting> settings = new ArrayList<>();
        for (String text : given.texts(Option.LIMIT)) {
            Setting one = parse(given, text);
            if (settings.stream().anyMatch(other -> other.limit() == one.limit())) {
                throw given.about(Option.LIMIT, text, "--limit " + one.limit().word() + " was given twice");
            }
            settings.add(one);
        }
        return settings;
    }

    private static Setting parse(Given given, String text) throws UsageException {
        int equals = text.indexOf('=');
        if (equals < 0) throw given.wrong(Option.LIMIT, text, "needs a name and a value, such as head=256k");
        Limit limit = named(given, text);
        String value = text.substring(equals + 1);
        Long parsed = limit.bytes ? ByteSize.parse(value) : count(value);
        if (parsed == null) {
            String kind = limit.bytes ? "a size; write bytes or a unit: 100k, 64M, 1.5GiB" : "a number, such as 1000";
            throw given.about(Option.LIMIT, text, "--limit " + limit.word() + ": '" + value + "' is not " + kind);
        }
        if (parsed < limit.least || parsed > limit.most) {
            throw given.about(Option.LIMIT, text,
                "--limit " + limit.word() + " may be " + limit.least + " to " + limit.most + (limit.bytes ? " bytes" : ""));
        }
        return new Setting(limit, parsed);
    }

    private static Limit named(Given given, String text) throws UsageException {
        String name = text.substring(0, text.indexOf('='));
        for (Limit limit : values()) {
            if (limit.word().equals(name)) return limit;
        }
        String nearest = Nearest.of(name, words());
        String there = nearest == null ? "there are " + String.join(", ", words()) : "did you mean " + nearest + "?";
        throw given.about(Option.LIMIT, text, "unknown limit '" + name + "'; " + there);
    }

    private static Long count(String text) {
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }
}
