package io.github.pcap2http.correlate;

import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Collapsed forwarding (RFC 9111, section 4): a cache that is asked for what it has already asked for waits for that answer, and serves
 * both with it. Of a request that waited so it tells which attempt that was. That both answers are equal, and that one came when the other
 * did, is not enough, for a server that the capture lacks may have been asked: the proxy must have said that it answered from its cache.
 */
final class Sharing {
    /** With more attempts open for the same, nothing tells which one a request waits for. */
    private static final int MAX_SOURCES = 16;
    private static final long SECOND = 1_000_000_000L;
    /** What makes a request another one than its target tells, or keeps it off caches. */
    private static final List<String> SPECIAL = List.of("authorization", "range", "if-range", "if-match", "if-none-match", "if-modified-since",
        "if-unmodified-since", "cache-control", "pragma");

    /** What is left of a body. @param digest null where the body was not kept, or is empty */
    record Content(long size, byte[] digest) { }

    private Sharing() { }

    /** Notes that {@code attempt} is open when {@code node} asks its client for what may be the same, if so. @return whether further ones matter */
    static boolean note(Node attempt, Node node) {
        boolean open = attempt.mayBeAttempt && attempt.ended() > node.began() && attempt.beganBefore(node);
        boolean same = get(attempt) && get(node) && node.target().mayBecome(attempt.target());
        if (!open || !same || attempt.sameServer(node)) return true;
        node.foundAttempt = true;
        node.mayShare(attempt);
        return node.sources().size() <= MAX_SOURCES;
    }

    /** @return whether {@code earlier}, perhaps an attempt, is for the same and open when {@code node} begins: then their client does not collapse */
    static boolean notCollapsed(Node earlier, Node node) {
        return earlier.mayBeAttempt && earlier.ended() > node.began() && earlier.beganBefore(node) && earlier.target().same(node.target());
    }

    /** @return whether {@code node}, which has ended, may have been served with the answer to an attempt for another one */
    static boolean possible(Node node) {
        if (node.sources().isEmpty() || node.sources().size() > MAX_SOURCES || !node.attempts().isEmpty() || !node.children().isEmpty()) return false;
        return answered(node) && plain(node.head) && (hit(node.response().fields()) || age(node.response().fields()) > 0);
    }

    /** @return whether somebody may want to know whether he got the answer of {@code attempt} */
    static boolean wanted(Node attempt) {
        if (attempt.sharers().isEmpty() || attempt.connect() || !answered(attempt)) return false;
        for (Node node : attempt.sharers()) {
            if (!node.gone && !node.mayHaveCaused && (node.exchange == null || possible(node))) return true;
        }
        return false;
    }

    /** @return the attempt with the answer to which {@code node} was served; null where that is not certain */
    static Node source(Node node) {
        if (!possible(node)) return null;
        Node source = null;
        for (Node attempt : node.sources()) {
            if (!fits(attempt, node)) continue;
            if (source != null) return null;
            source = attempt;
        }
        return source;
    }

    private static boolean fits(Node attempt, Node node) {
        Node first = attempt.parent();
        if (first == null || first == node || attempt.notCollapsed || first.foundAttempt || !answered(attempt) || !answered(first)) return false;
        return sameRequest(first, node) && plain(attempt.head) && waited(attempt, first) && waited(attempt, node)
            && fromCache(attempt, first, node) && storable(attempt, first, node) && sameAnswer(attempt, node);
    }

    private static boolean get(Node node) {
        return node.head.method().equals("GET");
    }

    private static boolean answered(Node node) {
        return node.exchange != null && node.status() == 200 && node.whole();
    }

    private static boolean plain(Request head) {
        for (String name : SPECIAL) {
            if (head.fields().has(name)) return false;
        }
        return true;
    }

    /** @return whether a cache takes both for the same (RFC 9111, section 2) */
    private static boolean sameRequest(Node first, Node node) {
        return first.sameServer(node) && get(first) && plain(first.head) && first.head.target().equals(node.head.target())
            && alike(first, node, "host") && alike(first, node, "cookie");
    }

    private static boolean alike(Node one, Node other, String name) {
        return one.head.fields().all(name).equals(other.head.fields().all(name));
    }

    private static boolean waited(Node attempt, Node node) {
        return node.began() < attempt.answered() && attempt.answered() <= node.answered() && attempt.ended() <= node.ended();
    }

    /**
     * A proxy that puts an age into each answer says nothing by it, and what a server says may only be handed on: another server, that the
     * capture lacks, may say something else. What is older than the attempt was got by another one.
     */
    private static boolean fromCache(Node attempt, Node first, Node node) {
        Fields fields = node.response().fields();
        long age = age(fields);
        if (age > (node.answered() - attempt.began()) / SECOND + 1) return false;
        Fields caused = first.response().fields();
        Fields asked = attempt.response().fields();
        if (age > Math.max(0, age(caused)) && !asked.has("age")) return true;
        for (Field field : fields) {
            if (hit(field) && !asked.has(field.name()) && !hit(caused)) return true;
        }
        return false;
    }

    /** @return seconds that an answer has been in caches (RFC 9111, section 5.1); -1 where it does not tell */
    private static long age(Fields fields) {
        String age = fields.first("age");
        if (age == null || age.isEmpty() || age.length() > 9) return -1;
        long seconds = 0;
        for (int i = 0; i < age.length(); i++) {
            if (age.charAt(i) < '0' || age.charAt(i) > '9') return -1;
            seconds = seconds * 10 + age.charAt(i) - '0';
        }
        return seconds;
    }

    /** @return whether a cache says that it had the answer: by Cache-Status (RFC 9211), or by what was usual before, such as X-Cache and X-Cache-Status */
    private static boolean hit(Fields fields) {
        for (Field field : fields) {
            if (hit(field)) return true;
        }
        return false;
    }

    private static boolean hit(Field field) {
        String name = field.name().toLowerCase(Locale.ROOT);
        if (!name.equals("cache-status") && !name.startsWith("x-cache") && !name.equals("x-proxy-cache")) return false;
        String value = field.value().toLowerCase(Locale.ROOT);
        for (int at = value.indexOf("hit"); at >= 0; at = value.indexOf("hit", at + 3)) {
            if (!letter(value, at - 1) && !letter(value, at + 3)) return true;
        }
        return false;
    }

    private static boolean letter(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z';
    }

    /** @return whether a cache may serve both with the answer (RFC 9111, sections 3 and 4.1) */
    private static boolean storable(Node attempt, Node first, Node node) {
        Fields fields = attempt.response().fields();
        for (String directive : fields.members("cache-control")) {
            String name = directive.toLowerCase(Locale.ROOT);
            if (name.startsWith("private") || name.startsWith("no-store") || name.startsWith("no-cache")) return false;
        }
        for (String name : fields.members("vary")) {
            if (name.equals("*") || !alike(first, node, name)) return false;
        }
        return true;
    }

    // ---- the answer

    /** Where contents are not kept, what names them must be the same: its length alone tells nothing. */
    private static boolean sameAnswer(Node attempt, Node node) {
        Content one = content(attempt);
        Content other = content(node);
        if (one == null || one.size() != other.size()) return false;
        Fields fields = node.response().fields();
        Fields asked = attempt.response().fields();
        boolean tagged = asked.has("etag") && fields.has("etag");
        if (tagged && !same(asked, fields, "etag")) return false;
        if (one.digest() != null && other.digest() != null) return Arrays.equals(one.digest(), other.digest());
        return tagged || same(asked, fields, "last-modified") && same(asked, fields, "content-length");
    }

    private static boolean same(Fields one, Fields other, String name) {
        return one.has(name) && one.all(name).equals(other.all(name));
    }

    /** @return what is to be known of the response of {@code node}; null if it is gone, and was not {@link #wanted} */
    static Content content(Node node) {
        if (node.content() != null || node.gone) return node.content();
        Body body = node.response().body();
        return new Content(body.size(), body.complete() && body.size() > 0 ? digest(body) : null);
    }

    private static byte[] digest(Body body) {
        try (InputStream in = body.kept().stream()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 14];
            for (int count = in.read(block); count >= 0; count = in.read(block)) digest.update(block, 0, count);
            return digest.digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
