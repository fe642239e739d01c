package io.github.pcap2http.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Fields of one header or trailer section, in wire order, repeats kept. Names are compared without case (RFC 9110, section 5.1). */
public final class Fields implements Iterable<Field> {
    public static final Fields EMPTY = new Fields(new Field[0]);

    private final Field[] fields;   // an array, since whatever looks at exchanges looks through it again and again

    private final long lengths;   // of the names that there are, a bit for each: most questions are for names that are not there

    private Fields(Field[] fields) {
        this.fields = fields;
        long all = 0;
        for (Field field : fields) all |= 1L << field.nameLength();
        lengths = all;
    }

    private boolean mayHave(String name) {
        return (lengths & 1L << name.length()) != 0;
    }

    public static Fields of(List<Field> fields) {
        return of(fields.toArray(new Field[0]), fields.size());
    }

    /** @param fields of which the first {@code count} are taken; the array belongs to the result, then */
    public static Fields of(Field[] fields, int count) {
        if (count == 0) return EMPTY;
        if (count == fields.length) return new Fields(fields);
        Field[] all = new Field[count];   // Arrays.copyOf would take several times as long until it is compiled well: it asks for the type
        System.arraycopy(fields, 0, all, 0, count);
        return new Fields(all);
    }

    public int size() {
        return fields.length;
    }

    public Field at(int index) {
        return fields[index];
    }

    public boolean has(String name) {
        return first(name) != null;
    }

    /** @return the first value, or null */
    public String first(String name) {
        if (!mayHave(name)) return null;
        for (Field field : fields) {
            if (field.isNamed(name)) return field.value();
        }
        return null;
    }

    /** @return the value of the field that alone has this name; null when there is none, or there are several */
    public String only(String name) {
        String only = null;
        if (!mayHave(name)) return null;
        for (Field field : fields) {
            if (!field.isNamed(name)) continue;
            if (only != null) return null;
            only = field.value();
        }
        return only;
    }

    /** @return all values, in order */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        for (Field field : fields) {
            if (field.isNamed(name)) values.add(field.value());
        }
        return values;
    }

    /** @return the members of a list-valued field, over all its lines, without empty ones (RFC 9110, section 5.6.1) */
    public List<String> members(String name) {
        List<String> members = List.of();   // mostly none, or one
        if (!mayHave(name)) return members;
        for (Field field : fields) {
            if (!field.isNamed(name)) continue;
            if (field.value().indexOf(',') < 0) {
                members = with(members, field.value());
            } else {
                for (String member : field.value().split(",")) members = with(members, member);
            }
        }
        return members;
    }

    private static List<String> with(List<String> members, String next) {
        String member = next.strip();
        if (member.isEmpty()) return members;
        if (members.isEmpty()) return List.of(member);
        List<String> more = members.size() == 1 ? new ArrayList<>(members) : members;
        more.add(member);
        return more;
    }

    @Override
    public Iterator<Field> iterator() {
        return Arrays.asList(fields).iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields f && Arrays.equals(fields, f.fields);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fields);
    }

    @Override
    public String toString() {
        return Arrays.toString(fields);
    }
}
