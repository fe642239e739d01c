package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Field;
import java.util.Arrays;

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
    private static final int NAME = Literal.of("{'name':");
    private static final int VALUE = Literal.of(",'value':");
    private static final int END = Literal.of("}");

    /** What some kinds of fields tell. */
    static final class More {
        /** Of a cookie field, the objects with cookies, without brackets; else empty. */
        final byte[] cookies;
        /** Of a Content-Type field; else null. */
        final MediaType type;
        /** Of an Accept or a Content-Type field, what it says of the resource; else null. */
        final ResourceType resource;
        /** Of a Content-Type field, the member of a content that is text, and of one that is not; else null. Mostly one and the same. */
        final byte[] mimeTypeOfText;
        final byte[] mimeTypeOfBinary;

        private More(int kind, String value, JsonBuffer scratch) {
            scratch.clear();
            if (kind == COOKIE || kind == SET_COOKIE) Cookies.of(value, kind, scratch);
            cookies = scratch.copy(0);
            type = kind == CONTENT_TYPE ? MediaType.of(value) : null;
            resource = kind == ACCEPT ? ResourceType.ofAccept(value) : type != null ? ResourceType.ofContent(type) : null;
            mimeTypeOfText = type == null ? null : mimeType(value, type, true, scratch);
            byte[] ofBinary = type == null ? null : mimeType(value, type, false, scratch);
            mimeTypeOfBinary = Arrays.equals(ofBinary, mimeTypeOfText) ? mimeTypeOfText : ofBinary;
        }

        private static byte[] mimeType(String value, MediaType type, boolean text, JsonBuffer scratch) {
            scratch.clear();
            MimeType.write(value, type, text, scratch);
            return scratch.copy(0);
        }
    }

    final int kind;
    /** The object with its name and value, a comma before it; null when it was not made. */
    final byte[] json;
    /** Null when {@link #json} is, and for most kinds. */
    final More more;

    private FieldText(int kind, byte[] json, More more) {
        this.kind = kind;
        this.json = json;
        this.more = more;
    }

    private static FieldText[] shownOnce() {
        FieldText[] all = new FieldText[KINDS];
        for (int kind = 0; kind < KINDS; kind++) all[kind] = new FieldText(kind, null, null);
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
        return switch (name.length()) {
            case 6 -> is(COOKIE, name) ? COOKIE : is(ACCEPT, name) ? ACCEPT : 0;
            case 7 -> is(UPGRADE, name) ? UPGRADE : is(PING_TO, name) ? PING_TO : 0;
            case 8 -> is(LOCATION, name) ? LOCATION : 0;
            case 10 -> is(SET_COOKIE, name) ? SET_COOKIE : 0;
            case 12 -> is(CONTENT_TYPE, name) ? CONTENT_TYPE : 0;
            case 14 -> is(FETCH_DESTINATION, name) ? FETCH_DESTINATION : 0;
            case 16 -> is(REQUESTED_WITH, name) ? REQUESTED_WITH : 0;
            case 29 -> is(PREFLIGHT_METHOD, name) ? PREFLIGHT_METHOD : 0;
            default -> 0;
        };
    }

    private static boolean is(int kind, String name) {
        return name.equalsIgnoreCase(NAMES[kind]);
    }

    private static FieldText made(FieldText shownOnce, Field field, JsonBuffer scratch) {
        if (field.name().length() + field.value().length() > LONGEST) return shownOnce;
        int kind = shownOnce.kind;
        scratch.clear();
        write(field, scratch.raw(','));
        byte[] json = scratch.copy(0);
        boolean more = kind == ACCEPT || kind == CONTENT_TYPE || kind == COOKIE || kind == SET_COOKIE;
        return new FieldText(kind, json, more ? new More(kind, field.value(), scratch) : null);
    }

    /** Renders name and value. */
    static void write(Field field, JsonBuffer json) {
        json.put(NAME).wire(field.name()).put(VALUE).wire(field.value()).put(END);
    }
}
