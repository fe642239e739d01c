package io.github.pcap2http.exchange;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Fields of one header or trailer section, in wire order, repeats kept. Names are compared without case (RFC 9110, section 5.1). */
public final class Fields implements Iterable<Field> {
    public static final Fields EMPTY = new Fields(List.of());

    private final List<Field> fields;

    private Fields(List<Field> fields) {
        this.fields = fields;
    }

    public static Fields of(List<Field> fields) {
        return fields.isEmpty() ? EMPTY : new Fields(List.copyOf(fields));
    }

    public int size() {
        return fields.size();
    }

    public Field at(int index) {
        return fields.get(index);
    }

    public boolean has(String name) {
        return first(name) != null;
    }

    /** @return the first value, or null */
    public String first(String name) {
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (field.name().equalsIgnoreCase(name)) return field.value();
        }
        return null;
    }

    /** @return all values, in order */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) values.add(field.value());
        }
        return values;
    }

    /** @return the members of a list-valued field, over all its lines, without empty ones (RFC 9110, section 5.6.1) */
    public List<String> members(String name) {
        if (!has(name)) return List.of();
        List<String> members = new ArrayList<>(2);
        for (String value : all(name)) {
            for (String member : value.split(",")) {
                if (!member.isBlank()) members.add(member.strip());
            }
        }
        return members;
    }

    @Override
    public Iterator<Field> iterator() {
        return fields.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields f && fields.equals(f.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
