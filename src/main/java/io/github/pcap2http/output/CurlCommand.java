package io.github.pcap2http.output;

import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Codings;
import io.github.pcap2http.exchange.Connection;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Field;
import io.github.pcap2http.exchange.Fields;
import io.github.pcap2http.exchange.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The command line of curl that sends a request again, to the byte as far as curl can: to the same server, with the same target and fields,
 * without those that curl would add. What curl does by itself is left to it. {@link #remarks} say what cannot be the same.
 *
 * <p>The URL is that of the request where curl takes it as it is. Where it would rewrite or refuse it, the URL just names the server, and
 * the target and the host come as options.
 */
final class CurlCommand {
    private static final String NOT_IN_TARGET = "\"#<>\\^`{|}";   // what curl, or the URL of it, would change
    private static final Set<String> SECURE = Set.of("https", "wss");
    private static final int MAX_SHOWN = 100;   // characters of a field in a remark
    private static final int EXPECTS = 1024;   // bytes; for longer bodies curl may ask whether it may send them
    private static final String SECONDS_FOR_WHAT_DOES_NOT_END = "10";

    private final Exchange exchange;
    private final Request request;
    private final Connection connection;
    private final String tunnel;
    private final boolean secure;
    private final boolean sendsBody;
    private final List<String> options = new ArrayList<>();   // as words of a shell
    private final List<String> fields = new ArrayList<>();    // so; each with its -H
    private final List<String> remarks = new ArrayList<>(0);
    private String url;
    private String impliedHost;   // what curl sends as Host by itself

    /** @param tunnel host and port to which the client had opened a tunnel on this connection before; null for none */
    CurlCommand(Exchange exchange, String tunnel) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.connection = exchange.connection();
        this.tunnel = tunnel;
        this.secure = SECURE.contains(scheme(exchange.url())) && !request.method().equals("CONNECT");
        this.sendsBody = !request.body().kept().isEmpty() || "0".equals(request.fields().first("content-length")) && !request.method().equals("HEAD")
            || chunked();
        if (possible()) {
            target();
            method();
            version();
            fields();
        }
        body();
    }

    /** @return false when curl cannot be told to send such a request */
    boolean possible() {
        return ShellText.possible(request.method() + request.target()) && !request.method().isEmpty() && !request.target().isEmpty()
            && isOfHttp(exchange.url());
    }

    /** A HAR may have {@code data:} and the like. */
    private static boolean isOfHttp(String url) {
        String scheme = scheme(url);
        return SECURE.contains(scheme) || scheme.equals("http") || scheme.equals("ws") || scheme.equals("ftp");   // the last one by a proxy
    }

    /** In lower case (RFC 3986, section 3.1). */
    private static String scheme(String url) {
        return url.substring(0, Math.max(0, url.indexOf(':'))).toLowerCase(Locale.ROOT);
    }

    /** @return whether content is to be sent, and be it empty */
    boolean sendsBody() {
        return sendsBody;
    }

    /** @return what users are to know, a line each, ASCII. Nothing is in it that a shell that reads no comments might obey */
    List<String> remarks() {
        return remarks;
    }

    /** @param data the option that gives the content, as a shell takes it; empty for none. @return the command, of several lines, without an end of the last one */
    String text(String data) {
        StringBuilder text = new StringBuilder("curl ").append(url);
        for (String option : options) text.append(' ').append(option);
        for (String field : fields) text.append(" \\\n  ").append(field);
        if (!data.isEmpty()) text.append(" \\\n  ").append(data);
        return text.toString();
    }

    // ---- where to

    private void target() {
        String target = request.target();
        String host = request.fields().first("host");
        if (target.startsWith("http://") && CurlHost.safe(authority(target)) && plain(target) && tunnel == null) {
            impliedHost = CurlHost.sent(authority(target), false);
            url(target);
            if (hasServer()) option("--proxy", "http://" + connection.server());
            else option("--request-target", target);
            return;
        }
        String named = host != null ? host : authority(exchange.url());
        String authority = CurlHost.safe(named) || !hasServer() ? named : connection.server().toString();
        impliedHost = CurlHost.sent(authority, secure);
        String root = (secure ? "https://" : "http://") + authority;
        boolean asUrl = target.startsWith("/") && plain(target);
        url(asUrl ? root + target : root + "/");
        if (!asUrl) option("--request-target", target);
        server(CurlHost.withPort(authority, secure));
    }

    /** Makes curl connect to where the client did. @param named host and port in the URL */
    private void server(String named) {
        if (!hasServer()) return;
        String server = connection.server().toString();
        Endpoint asked = connection.destination();
        if (connection.realClient() != null) options.add("--haproxy-protocol");
        if (tunnel != null) {
            options.add("--proxytunnel");
            option("--proxy", "http://" + server);
            if (!named.equals(tunnel)) option("--connect-to", "::" + tunnel);
        } else if (asked != null) {
            option("--socks5-hostname", server);
            if (!named.equals(asked.toString())) option("--connect-to", "::" + asked);
        } else if (!named.equals(server)) {
            option("--connect-to", "::" + server);
        }
    }

    /** A HAR does not say where a request was sent to. */
    private boolean hasServer() {
        return connection.server().port() > 0 && !connection.server().address().isEmpty();
    }

    private void url(String text) {
        url = ShellText.quoted(text);
        int path = text.indexOf('/', text.indexOf("://") + 3);
        String lower = path < 0 ? "" : text.substring(path).toLowerCase(Locale.ROOT);
        if (text.indexOf('[') >= 0 || text.indexOf(']') >= 0) options.add("-g");
        if (lower.contains("/.") || lower.contains("/%2e")) options.add("--path-as-is");
    }

    private static String authority(String url) {
        int from = url.indexOf("://") + 3;
        int to = from;
        while (to < url.length() && "/?#".indexOf(url.charAt(to)) < 0) to++;
        return url.substring(from, to);
    }

    /** @return whether curl sends {@code target} as it is: of an empty query it leaves the question mark out, of an empty path it makes a slash */
    private static boolean plain(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f || NOT_IN_TARGET.indexOf(c) >= 0) return false;
        }
        boolean path = target.startsWith("/") || target.indexOf('/', target.indexOf("://") + 3) > 0;
        return path && target.indexOf('?') != target.length() - 1;
    }

    // ---- what

    private void method() {
        String method = request.method();
        boolean get = method.equals("GET") && !sendsBody;
        boolean post = method.equals("POST") && sendsBody;
        boolean head = method.equals("HEAD") && !sendsBody;
        if (head) options.add("-I");
        else if (!get && !post) option("-X", method);
        if (method.equals("CONNECT") || method.equals("HEAD") && sendsBody) option("--max-time", SECONDS_FOR_WHAT_DOES_NOT_END);
    }

    private void version() {
        switch (request.version()) {
            case "HTTP/1.1" -> {
                if (secure) options.add("--http1.1");
            }
            case "HTTP/1.0" -> options.add("--http1.0");
            case "HTTP/2", "HTTP/2.0" -> options.add(secure ? "--http2" : "--http2-prior-knowledge");
            case "HTTP/3", "HTTP/3.0" -> options.add("--http3");
            case "HTTP/0.9" -> {
                options.add("--http1.0");
                options.add("--http0.9");
                remarks.add("this was HTTP/0.9, which curl reads but does not send");
            }
            case "" -> { }   // a HAR may not tell
            default -> remarks.add("curl does not send the version " + harmless(request.version()));
        }
    }

    private void option(String name, String value) {
        options.add(name);
        options.add(ShellText.word(value));
    }

    // ---- fields

    private void fields() {
        Fields sent = request.fields();
        Set<String> once = new HashSet<>();
        for (Field field : sent) {
            String name = field.name().toLowerCase(Locale.ROOT);
            switch (name) {
                case "host" -> {
                    if (!once.add(name)) cannot(field, "a second one");
                    else if (!field.value().equals(impliedHost)) add(field);   // the name is always Host, as curl has it
                }
                case "content-length" -> length(field, once.add(name));
                case "transfer-encoding" -> {
                    if (chunked() && once.add(name)) add(field);
                    else cannot(field, "curl frames the body by itself");
                }
                case "expect" -> {
                    if (!sendsBody || !request.body().kept().isEmpty()) add(field);
                    else cannot(field, "curl would wait with a body that is empty");
                }
                case "content-encoding" -> {
                    if (!decoded()) add(field);
                    else if (once.add(name) && request.body().coding() != null) add(new Field(field.name(), request.body().coding()));
                }
                default -> {
                    if (!name.equals("accept") || !field.equals(new Field("Accept", "*/*"))) add(field);
                }
            }
        }
        if (sent.has("accept-encoding")) options.add("--compressed");
        suppress("Host", !connection.client().address().isEmpty());   // HARs that know no client may leave it out, or had it in a pseudo-header field
        suppress("User-Agent", true);
        suppress("Accept", true);
        suppress("Content-Type", sendsBody);
        suppress("Expect", request.body().kept().length() > EXPECTS);
        suppress("Proxy-Connection", options.contains("--proxy") && tunnel == null);
    }

    /** @param added whether curl adds such a field where it is not told to leave that */
    private void suppress(String name, boolean added) {
        if (added && !request.fields().has(name)) fields.add("-H " + ShellText.quoted(name + ":"));
    }

    private void add(Field field) {
        String name = field.name();
        String value = field.value();
        boolean takenForMore = name.isEmpty() || name.startsWith("@") || value.isEmpty() && name.indexOf(';') >= 0;
        if (takenForMore || !ShellText.possible(name + value) || value.indexOf('\n') >= 0 || name.indexOf('\n') >= 0) cannot(field, "curl has no way to say it");
        else fields.add("-H " + ShellText.quoted(value.isEmpty() ? name + ";" : name + ": " + value));
    }

    private void length(Field field, boolean first) {
        boolean framed = first && !chunked() && field.value().equals(Long.toString(request.body().kept().length()));
        if (framed && !sendsBody) add(field);   // of a HEAD
        else if (!framed) cannot(field, "curl sends the length of what it sends");
    }

    private void cannot(Field field, String why) {
        String line = field.name() + ": " + field.value();
        remarks.add("not sent: " + harmless(line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) + "..." : line) + " - " + why);
    }

    private boolean chunked() {
        List<String> codings = request.fields().all("transfer-encoding");
        return codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked") && request.version().equals("HTTP/1.1");
    }

    /** @return whether codings were undone that the fields still name */
    private boolean decoded() {
        Body body = request.body();
        List<String> codings = Codings.of(request.fields());
        return !body.kept().isEmpty() && !codings.isEmpty() && !String.join(", ", codings).equals(body.coding());
    }

    // ---- body

    private void body() {
        Body body = request.body();
        if (decoded()) remarks.add("the body was sent coded, " + harmless(String.join(", ", Codings.of(request.fields()))) + " - here it is decoded");
        long kept = body.kept().length();
        if (!body.complete() && (body.coding() == null || body.lost() > 0 || kept < body.wireLength())) {
            remarks.add("the body is not complete: " + kept + " bytes of it are known" + (body.size() > kept ? " of " + body.size() + " or more" : ""));
        }
        if (request.trailers().size() > 0) remarks.add("curl does not send the trailer fields that came behind the body");
    }

    /** @return text that does nothing even where a shell takes comments for commands, as zsh does on a terminal */
    static String harmless(String wire) {
        StringBuilder text = new StringBuilder();
        for (char c : wire.toCharArray()) {
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || " -_./:@,+=[]".indexOf(c) >= 0;
            text.append(plain ? c : '?');
        }
        return text.toString();
    }
}
