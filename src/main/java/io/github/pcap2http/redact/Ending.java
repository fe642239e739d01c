package io.github.pcap2http.redact;

/** Where a value ends of which a window has only the beginning. Is fed what follows, and keeps where it is. */
abstract class Ending {
    /** What follows a value that is in an encoding: all of it, since nobody can tell where it ends without taking that off from the start. */
    static final Ending NEVER = new Ending() {
        @Override
        int end(byte[] bytes, int from, int to) {
            return to;
        }
    };

    private Ending() { }

    /**
     * @param bytes that follow the value from {@code from} to before {@code to}; what is before is still there
     * @return where the value ends; {@code to} when that was not seen. Where fewer than {@link #ahead} bytes follow, more of them may tell otherwise
     */
    abstract int end(byte[] bytes, int from, int to);

    /** @return count of bytes that tell the end */
    int ahead() {
        return 1;
    }

    /** @return before one of those characters */
    static Ending before(String characters) {
        return new Ending() {
            @Override
            int end(byte[] bytes, int from, int to) {
                for (int at = from; at < to; at++) if (characters.indexOf(bytes[at] & 0xff) >= 0) return at;
                return to;
            }
        };
    }

    /** @return before those bytes */
    static Ending beforeAll(String wanted) {
        return new Ending() {
            @Override
            int end(byte[] bytes, int from, int to) {
                for (int at = from; at < to; at++) if (begins(bytes, at, to)) return at;
                return to;
            }

            @Override
            int ahead() {
                return wanted.length();
            }

            /** Also where only the first of them are there. */
            private boolean begins(byte[] bytes, int at, int to) {
                int most = Math.min(wanted.length(), to - at);
                for (int i = 0; i < most; i++) if ((bytes[at + i] & 0xff) != wanted.charAt(i)) return false;
                return true;
            }
        };
    }

    /** @param begun the string so far, without the quote before it. @return before that quote, unless a backslash is before it */
    static Ending quote(char quote, String begun) {
        boolean escaped = false;
        for (int at = begun.length() - 1; at >= 0 && begun.charAt(at) == '\\'; at--) escaped = !escaped;
        return new Quote(quote, escaped);
    }

    private static final class Quote extends Ending {
        private final char quote;
        private boolean escaped;

        Quote(char quote, boolean escaped) {
            this.quote = quote;
            this.escaped = escaped;
        }

        @Override
        int end(byte[] bytes, int from, int to) {
            for (int at = from; at < to; at++) {
                if (escaped) escaped = false;
                else if (bytes[at] == '\\') escaped = true;
                else if (bytes[at] == quote) return at;
            }
            return to;
        }
    }

    /** @return behind the bracket that closes the first one of {@code begun}, an object or array of JSON of which only that much is known */
    static Ending nested(String begun) {
        Nested ending = new Nested();
        for (int at = 0; at < begun.length(); at++) ending.closes(begun.charAt(at));
        return ending;
    }

    private static final class Nested extends Ending {
        private int depth;
        private boolean string;
        private boolean escaped;

        /** @return whether {@code c} closes the first bracket */
        boolean closes(int c) {
            if (escaped) escaped = false;
            else if (string && c == '\\') escaped = true;
            else if (c == '"') string = !string;
            else if (!string && (c == '[' || c == '{')) depth++;
            else if (!string && (c == ']' || c == '}')) return --depth == 0;
            return false;
        }

        @Override
        int end(byte[] bytes, int from, int to) {
            for (int at = from; at < to; at++) if (closes(bytes[at])) return at + 1;
            return to;
        }
    }
}
