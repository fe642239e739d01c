package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Fields;

/**
 * The fields of a message as an entry shows them: looked over once, whatever is asked of them then. Belongs to one thread, and to one message
 * at a time.
 */
final class ShownFields {
    private final JsonBuffer scratch = new JsonBuffer();
    private final int[] firsts = new int[FieldText.KINDS];   // by kind, where the first field of it is
    private Fields fields = Fields.EMPTY;
    private FieldText[] texts = new FieldText[32];   // by place
    private int kinds;   // that there are, a bit for each

    /** @return this, for the fields of one more message */
    ShownFields of(Fields message) {
        fields = message;
        kinds = 0;
        int size = message.size();
        if (size > texts.length) texts = new FieldText[size];
        for (int i = 0; i < size; i++) {
            FieldText text = FieldText.of(message.at(i), scratch);
            texts[i] = text;
            if (text.kind != 0 && !has(text.kind)) {
                kinds |= 1 << text.kind;
                firsts[text.kind] = i;
            }
        }
        return this;
    }

    /** @param kind as {@link FieldText} has them */
    boolean has(int kind) {
        return (kinds & 1 << kind) != 0;
    }

    /** @param several kinds, a bit for each */
    boolean hasAny(int several) {
        return (kinds & several) != 0;
    }

    /** @return the value of the first field of that kind; null when there is none */
    String value(int kind) {
        return has(kind) ? fields.at(firsts[kind]).value() : null;
    }

    /** @return what Content-Type says */
    MediaType type() {
        if (!has(FieldText.CONTENT_TYPE)) return MediaType.NONE;
        FieldText text = texts[firsts[FieldText.CONTENT_TYPE]];
        return text.json == null ? MediaType.of(value(FieldText.CONTENT_TYPE)) : text.more.type;
    }

    /** Renders the member that {@link MimeType} is. @param ofText whether the content is */
    void mimeType(boolean ofText, JsonBuffer json) {
        FieldText text = has(FieldText.CONTENT_TYPE) ? texts[firsts[FieldText.CONTENT_TYPE]] : null;
        if (text == null || text.json == null) MimeType.write(value(FieldText.CONTENT_TYPE), type(), ofText, json);
        else json.raw(ofText ? text.more.mimeTypeOfText : text.more.mimeTypeOfBinary);
    }

    /** @return what Content-Type says of the resource */
    ResourceType contentResource() {
        FieldText text = has(FieldText.CONTENT_TYPE) ? texts[firsts[FieldText.CONTENT_TYPE]] : null;
        return text == null || text.json == null ? ResourceType.ofContent(type()) : text.more.resource;
    }

    /** @return what Accept says of the resource; null for nothing */
    ResourceType acceptedResource() {
        if (!has(FieldText.ACCEPT)) return null;
        FieldText text = texts[firsts[FieldText.ACCEPT]];
        return text.json == null ? ResourceType.ofAccept(value(FieldText.ACCEPT)) : text.more.resource;
    }

    /** Renders all, with commas between. */
    void write(JsonBuffer json) {
        int size = fields.size();
        for (int i = 0; i < size; i++) {
            byte[] made = texts[i].json;
            int comma = i == 0 ? 1 : 0;
            if (made != null) json.raw(made, comma, made.length - comma);
            else FieldText.write(fields.at(i), i == 0 ? json : json.raw(','));
        }
    }

    /** Renders the cookies of fields of that kind, with commas between. @param kind that cookies have */
    void cookies(int kind, JsonBuffer json) {
        if (!has(kind)) return;
        for (int i = firsts[kind]; i < fields.size(); i++) {
            FieldText text = texts[i];
            if (text.kind != kind) continue;
            if (text.json == null) Cookies.of(fields.at(i).value(), kind, json);
            else if (text.more.cookies.length > 0) json.comma().raw(text.more.cookies);
        }
    }
}
