package io.github.pcap2http.output;

import static io.github.pcap2http.output.JsonBuffer.literal;

import io.github.pcap2http.exchange.Field;

/**
 * What an entry shows of a field, made once: it is {@link Field#keep kept} with the field from the second time on that this is shown, since the
 * fields of a client or a server are mostly those of the message before. The first time only its kind is, which takes no memory: most that came
 * once never come again. Immutable.
 */
final class FieldText {
    /** Kinds of fields that an entry tells more of than name and value, in lower case; by place here. 0 is all others. */
    static final int ACCEPT = 1;
    static final int CONTENT_TYPE = 2;
    static final int COOKIE = 3;
    static final int SET_COOKIE = 4;
    static final int LOCATION = 5;
    static final int UPGRADE = 6;
    static final int PING_TO = 7;
    static final int FETCH_DESTINATION = 8;
    static final int REQUESTED_WITH = 9;
    static final int PREFLIGHT_METHOD = 10;
    static final int KINDS = 11;
    private static final String[] NAMES = {"", "accept", "content-type", "cookie", "set-cookie", "location", "upgrade", "ping-to", "sec-fetch-dest",
        "x-requested-with", "access-control-request-method"};

    private static final FieldText[] SHOWN_ONCE = shownOnce();
    private static final int LONGEST = 512;   // characters of a field that is kept
    private static final byte[] NAME = literal("{'name':");
    private static final byte[] VALUE = literal(",'value':");

    final int kind;
    /** The object with its name and value, a comma before it; null when it was not made. So the others. */
    final byte[] json;
    /** Where in it the string of the value begins. */
    final int valueAt;
    /** Of a cookie field, the objects with cookies, without brackets. */
    final byte[] cookies;
    /** Of a Content-Type field. */
    final MediaType type;
    /** Of an Accept or a Content-Type field, what it says of {@link ResourceType}. */
    final String resource;

    private FieldText(int kind, byte[] json, int valueAt, byte[] cookies, MediaType type, String resource) {
        this.kind = kind;
        this.json = json;
        this.valueAt = valueAt;
        this.cookies = cookies;
        this.type = type;
        this.resource = resource;
    }

    private static FieldText[] shownOnce() {
        FieldText[] all = new FieldText[KINDS];
        for (int kind = 0; kind < KINDS; kind++) all[kind] = new FieldText(kind, null, 0, null, null, null);
        return all;
    }

    /** The field is shown once more. @param scratch for strings to be made in */
    static FieldText of(Field field, JsonBuffer scratch) {
        FieldText last = (FieldText) field.kept();
        if (last != null && last.json != null) return last;
        FieldText next = last == null ? SHOWN_ONCE[kind(field.name())] : made(last, field, scratch);
        if (next != last) field.keep(next);
        return next;
    }

    private static int kind(String name) {
        for (int kind = 1; kind < KINDS; kind++) {
            if (name.equalsIgnoreCase(NAMES[kind])) return kind;
        }
        return 0;
    }

    private static FieldText made(FieldText shownOnce, Field field, JsonBuffer scratch) {
        if (field.name().length() + field.value().length() > LONGEST) return shownOnce;
        int kind = shownOnce.kind;
        scratch.clear();
        scratch.raw(',').raw(NAME).wire(field.name()).raw(VALUE);
        int valueAt = scratch.length();
        byte[] json = scratch.wire(field.value()).raw('}').copy(0);
        scratch.clear();
        if (kind == COOKIE || kind == SET_COOKIE) Cookies.of(field.value(), kind, scratch);
        MediaType type = kind == CONTENT_TYPE ? MediaType.of(field.value()) : null;
        String resource = kind == ACCEPT ? ResourceType.ofAccept(field.value()) : type != null ? ResourceType.ofContent(type) : null;
        return new FieldText(kind, json, valueAt, scratch.copy(0), type, resource);
    }

    /** Renders name and value. */
    static void write(Field field, JsonBuffer json) {
        json.raw(NAME).wire(field.name()).raw(VALUE).wire(field.value()).raw('}');
    }
}
