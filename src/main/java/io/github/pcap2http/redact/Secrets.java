package io.github.pcap2http.redact;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The values that are secret in an exchange, whatever their places are called. */
final class Secrets {
    /** Shorter ones go only where they are known to be secret: they may be anything elsewhere. In bytes. */
    static final int LEAST = 4;
    /** So, those that are secret by their place, and not since somebody called them so: they may be a common word. */
    static final int LEAST_UNNAMED = 8;
    private static final int MOST = 2000;
    private static final long MOST_BYTES = 256 << 10;
    private static final long MOST_REMEMBERED = 1 << 10;   // bytes of those whose needles are, which are hundreds of times as many
    /** Values of secret names that say nothing. */
    private static final Set<String> NOTHING = Set.of("true", "false", "null", "none", "undefined", "nil", "string", "number", "boolean", "password",
        "secret", "token", "session", "bearer", "basic", "digest", "required", "optional", "deleted", "expired");

    private final Map<String, Mode> values = new LinkedHashMap<>();
    private long bytes;
    private boolean tooMany;
    private Needles needles;   // null: not made since the last one was added

    void add(String value, Mode mode) {
        String stripped = value.strip();
        if (stripped.length() < LEAST || stripped.startsWith(Substitute.MASK) || values.containsKey(stripped)) return;
        if (NOTHING.contains(stripped.toLowerCase(Locale.ROOT))) return;
        if (values.size() == MOST || bytes + stripped.length() > MOST_BYTES) {
            tooMany = true;
            return;
        }
        values.put(stripped, mode == Mode.HASH ? Mode.HASH : Mode.MASK);
        bytes += stripped.length();
        needles = null;
    }

    void addAll(Secrets others) {
        others.values.forEach(this::add);
        tooMany |= others.tooMany;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** @return whether there are more than are searched for, so that nothing may be kept that can only be searched */
    boolean tooMany() {
        return tooMany;
    }

    Needles needles() {
        if (needles == null) needles = new Needles(values);
        return needles;
    }

    /** Makes {@link #needles}, which takes long, unless others had the same values lately. @param lately by these values */
    void needles(Map<List<Map.Entry<String, Mode>>, Needles> lately) {
        if (bytes > MOST_REMEMBERED || values.isEmpty()) return;
        needles = lately.computeIfAbsent(values.entrySet().stream().map(Map.Entry::copyOf).toList(), any -> needles());
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(tooMany);
        out.writeInt(values.size());
        for (Map.Entry<String, Mode> one : values.entrySet()) {
            byte[] value = one.getKey().getBytes(StandardCharsets.UTF_8);
            out.writeBoolean(one.getValue() == Mode.HASH);
            out.writeInt(value.length);
            out.write(value);
        }
    }

    static Secrets read(DataInput in) throws IOException {
        Secrets secrets = new Secrets();
        secrets.tooMany = in.readBoolean();
        for (int left = in.readInt(); left > 0; left--) {
            Mode mode = in.readBoolean() ? Mode.HASH : Mode.MASK;
            byte[] value = new byte[in.readInt()];
            in.readFully(value);
            secrets.values.put(new String(value, StandardCharsets.UTF_8), mode);
        }
        return secrets;
    }
}
