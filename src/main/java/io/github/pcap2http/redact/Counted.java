package io.github.pcap2http.redact;

/** A text that a regular expression may look at for a while only: somebody may have made it to be slow to search. */
final class Counted implements CharSequence {
    static final long LEAST_LOOKS = 4_000_000;
    static final int LOOKS = 64;   // at each character, on average

    private final String text;
    private long left;

    Counted(String text) {
        this.text = text;
        this.left = Math.max(LEAST_LOOKS, (long) LOOKS * text.length());
    }

    /** @throws TooLong where it was looked at too often */
    @Override
    public char charAt(int index) {
        if (--left < 0) throw TooLong.NOW;
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return text.substring(from, to);
    }

    @Override
    public String toString() {
        return text;
    }

    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final TooLong NOW = new TooLong();

        private TooLong() {
            super(null, null, false, false);
        }
    }
}
