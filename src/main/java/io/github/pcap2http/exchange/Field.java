package io.github.pcap2http.exchange;

/**
 * A header or trailer field as it was on the wire, one character for each byte (ISO 8859-1). Immutable, but for what it remembers of questions
 * for its name, and for the place where who shows fields keeps what it made of this one: the same object stands for a line in many messages.
 */
public final class Field {
    private final String name;
    private final String value;
    private final int nameLength;   // at hand here, since most questions for a name are answered by it
    private String called;          // a name that it was asked for and has, since mostly the same constant is asked for again
    private Object kept;

    /**
     * @param name in the case that was sent
     * @param value without white space around it; folded lines are joined by a space (RFC 9112, section 5.2)
     */
    public Field(String name, String value) {
        this.name = name;
        this.value = value;
        this.nameLength = name.length();
    }

    public String name() {
        return name;
    }

    public String value() {
        return value;
    }

    int nameLength() {
        return nameLength;
    }

    /** @param other compared without case; a constant is quicker, if it is always the same one */
    public boolean isNamed(String other) {
        if (called == other) return true;
        boolean named = nameLength == other.length() && name.equalsIgnoreCase(other);
        if (named) called = other;
        return named;
    }

    /** @return what was {@link #keep kept} last, as far as this thread knows; or null */
    public Object kept() {
        return kept;
    }

    /**
     * There is one place, which the outputs that render fields have.
     *
     * @param made has final members only, and is derived from this field alone: threads that see it, or do not, come to the same, so there is no lock
     */
    public void keep(Object made) {
        kept = made;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Field field && name.equals(field.name) && value.equals(field.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + value.hashCode();
    }

    @Override
    public String toString() {
        return "Field[name=" + name + ", value=" + value + "]";
    }
}
