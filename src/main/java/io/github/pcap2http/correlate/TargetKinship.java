package io.github.pcap2http.correlate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A request target as proxies treat them: they take a prefix off or put one on, add to the query, write escapes anew; the end of the path
 * mostly stays. Scheme and authority do not count.
 */
final class TargetKinship {
    private final String path;
    private final String tail;
    private final String query;   // null: none
    private List<String> parameters;   // of the query, once somebody asks

    /** @param target as on the wire, in any form (RFC 9112, section 3.2) */
    TargetKinship(String target) {
        String rest = target;
        int scheme = rest.indexOf("://");
        if (scheme > 0 && rest.charAt(0) != '/' && scheme < 8) {
            int slash = rest.indexOf('/', scheme + 3);
            rest = slash < 0 ? "/" : rest.substring(slash);
        }
        int fragment = rest.indexOf('#');
        if (fragment >= 0) rest = rest.substring(0, fragment);
        int query = rest.indexOf('?');
        path = unescaped(query < 0 ? rest : rest.substring(0, query));
        tail = path.substring(path.lastIndexOf('/') + 1);
        this.query = query < 0 ? null : rest.substring(query + 1);
    }

    /** @return the hash of the {@link #tail} of {@code target}; most targets are read once for it, and nothing is made */
    static int tailHash(String target) {
        if (target.isEmpty() || target.charAt(0) != '/') return new TargetKinship(target).tail.hashCode();
        int hash = 0;
        for (int i = 1; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '%') return new TargetKinship(target).tail.hashCode();
            if (c == '?' || c == '#') break;
            hash = c == '/' ? 0 : 31 * hash + c;
        }
        return hash;
    }

    /** @return what a target that is made of this one has in common with it: by this, relatives are looked up */
    String tail() {
        return tail;
    }

    private List<String> parameters() {
        if (parameters == null) parameters = query == null ? List.of() : Arrays.asList(unescaped(query).split("&"));
        return parameters;
    }

    boolean same(TargetKinship other) {
        return path.equals(other.path) && parameters().equals(other.parameters());
    }

    /** @return whether a proxy may have made {@code other} of this: the same name in another folder, and no parameter less */
    boolean mayBecome(TargetKinship other) {
        if (!path.equals(other.path) && (tail.isEmpty() || !tail.equals(other.tail))) return false;
        if (parameters().size() > other.parameters().size()) return false;
        List<String> rest = new ArrayList<>(other.parameters());
        for (String parameter : parameters()) {
            if (!rest.remove(parameter)) return false;
        }
        return true;
    }

    /** Escapes of letters and digits mean the same as these (RFC 3986, section 2.3), and many proxies escape or unescape more. */
    private static String unescaped(String text) {
        if (text.indexOf('%') < 0) return text;
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int code = text.charAt(i) == '%' && i + 2 < text.length() ? hex(text, i + 1) : -1;
            plain.append(code < 0 ? text.charAt(i) : (char) code);
            if (code >= 0) i += 2;
        }
        return plain.toString();
    }

    private static int hex(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
