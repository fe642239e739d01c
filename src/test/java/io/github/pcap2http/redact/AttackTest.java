package io.github.pcap2http.redact;

import static io.github.pcap2http.exchange.TestExchanges.get;
import static io.github.pcap2http.exchange.TestExchanges.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.bytes.Bytes;
import io.github.pcap2http.exchange.Body;
import io.github.pcap2http.exchange.Endpoint;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.Links;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.exchange.TestExchanges;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in odd places and odd encodings, each of which somebody could overlook. */
class AttackTest {
    private static final String SECRET = "Zebra9QxWolf7Kp";

    private static final Pattern REPEATED = Pattern.compile("(.{1,16}?)\\1{9,}+", Pattern.DOTALL);
    private static final Map<String, Function<String, TestExchanges>> ATTACKS = new LinkedHashMap<>();

    private static void put(String name, Function<String, TestExchanges> attack) {
        if (ATTACKS.put(name, attack) != null) throw new IllegalStateException(name);
    }

    private static void field(String name, String field) {
        put(name, s -> get("http://a.test/", field.replace("^", s)));
    }

    private static void body(String name, String type, String body) {
        put(name, s -> request("POST", "http://a.test/", "Content-Type: " + type).sending(TestExchanges.body(latin1(body.replace("^", s)))));
    }

    /** The value of an X-Token field stands in a body, too. */
    private static void recurs(String name, Function<String, String> spelled) {
        put("recurs: " + name, s -> get("http://a.test/", "X-Token: " + s).answered(200, "OK").with(TestExchanges.body(latin1("x " + spelled.apply(s) + " y"))));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(latin1(text));
    }

    private static String each(String text, String format) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) out.append(String.format(format, (int) c));
        return out.toString();
    }

    private static String overlong(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) out.append(String.format("%%%02X%%%02X", 0xc0 | c >> 6, 0x80 | c & 0x3f));
        return out.toString();
    }

    static {
        field("basic with tab", "Authorization: Basic\t^");
        put("basic with tab, password elsewhere", s -> get("http://a.test/" + s, "Authorization: Basic\t" + base64("me:" + s)));
        put("basic with blanks, password elsewhere", s -> get("http://a.test/" + s, "Authorization: bAsIc   " + base64("me:" + s)));
        put("basic in url alphabet", s -> get("http://a.test/" + s, "Authorization: Basic " + base64("me\u00ff\u00fe:" + s).replace('/', '_').replace('+', '-')));
        put("bearer with tab, elsewhere", s -> get("http://a.test/" + s, "Authorization: BEARER \t " + s));
        put("authorization without scheme, elsewhere", s -> get("http://a.test/" + s, "authorization: " + s));
        put("scheme with equals", s -> get("http://a.test/" + s, "Authorization: Token token=\"" + s + "\", nonce=\"def\""));
        put("aws", s -> get("http://a.test/" + s, "Authorization: AWS4-HMAC-SHA256 Credential=AK/2/us, SignedHeaders=host, Signature=" + s));
        put("second value of duplicated field", s -> get("http://a.test/" + s, "X-Token: abcdefgh", "x-tOKEN: " + s));
        put("folded", s -> get("http://a.test/" + s, "X-Token: abcdefgh " + s));
        put("list", s -> get("http://a.test/" + s, "X-Tokens: abcdefgh, " + s));
        put("cookie with quotes, elsewhere", s -> get("http://a.test/" + s, "Cookie: a=\"" + s + "\""));
        put("cookie in url", s -> get("http://a.test/?cookie=" + s));
        field("cookie without equals", "Cookie: a=b; ^");
        field("cookie empty name", "Cookie: =^");
        field("cookie with equals in it", "Cookie: a=b=^; c=d");
        field("cookie with comma", "Cookie: a=b, c=^");
        field("cookie2", "Cookie2: $Version=1; a=^");
        field("set-cookie attribute", "Set-Cookie: a=b; Path=/?token=^");
        field("set-cookie of several", "Set-Cookie: a=b; Path=/, sid=^; Path=/");
        field("x-cookie", "X-Original-Cookie: a=^");
        field("refresh", "Refresh: 5; url=http://b.test/?access_token=^");
        field("content-location", "Content-Location: /x;jsessionid=^?a=b");
        field("matrix in referer", "Referer: http://a.test/x;token=^/y");
        field("fragment", "Location: http://b.test/cb#state=x&access_token=^&x=y");
        field("userinfo without password", "Referer: http://^@a.test/");
        field("userinfo in link", "Link: <https://me:^@b.test/x>; rel=next");
        field("userinfo without scheme", "X-Next: //me:^@b.test/x");
        field("userinfo in coded url", "X-Next: https%3A%2F%2Fme%3A^%40b.test%2Fx");
        field("forwarded", "Forwarded: for=1.2.3.4;secret=^");
        field("alt-svc", "X-Y: a; session-id=\"^\"");
        field("json in field", "X-Y: {\"pass\":\"^\"}");
        field("json in field with escapes", "X-Y: {\"\\u0070ass\\u0077ord\":\"^\"}");
        field("SAML", "Location: https://a.test/?SAMLResponse=^");
        field("verifier", "Location: https://a.test/cb?code_verifier=^");
        put("base64 json in a parameter", s -> get("http://a.test/?state=" + base64("{\"a\":1,\"password\":\"" + s + "\"}")));
        put("base64 form in a field", s -> get("http://a.test/", "X-State: " + base64("a=b&token=" + s + "&c=d")));
        put("base64 url alphabet json in body", s -> request("POST", "http://a.test/").sending("{\"x\":\"" + Base64.getUrlEncoder().withoutPadding()
            .encodeToString(latin1("{\"u\":\"\u00c3\u00a4\",\"api_key\":\"" + s + "\"}")) + "\"}"));
        put("base64 of base64", s -> get("http://a.test/?state=" + base64(base64("{\"a\":1,\"password\":\"" + s + "\"}"))));
        put("percent lower", s -> get("http://a.test/?pass%77ord=" + s));
        put("percent twice", s -> get("http://a.test/?pass%2577ord=" + s));
        put("overlong name", s -> get("http://a.test/?p" + overlong("assword") + "=" + s));
        put("plus in name", s -> get("http://a.test/?user+password=" + s));
        put("brackets", s -> get("http://a.test/?user[password]=" + s + "&a[]=1"));
        put("semicolons", s -> get("http://a.test/?a=b;password=" + s + ";c=d"));
        put("path", s -> get("http://a.test/token=" + s + "/x"));
        put("matrix", s -> get("http://a.test/x;token=" + s + "/y?z"));
        put("user of url", s -> request("GET", "http://me:" + s + "@a.test/x").target("http://me:" + s + "@a.test/x"));
        put("user of url with slash", s -> request("GET", "http://a.test/x").target("http://me:a/" + s + "@a.test/x"));
        put("method", s -> request("SECRET=" + s, "http://a.test/"));
        put("host name", s -> get("http://" + s.toLowerCase() + ".test/", "X-Token: " + s.toLowerCase()));
        put("host name in other case", s -> get("http://" + s.toLowerCase() + ".test/", "X-Token: " + s));
        put("reason", s -> get("http://a.test/").answered(401, "bad token=" + s));
        put("bearer in reason", s -> get("http://a.test/").answered(401, "Bearer " + s + " refused"));
        put("websocket protocol", s -> get("http://a.test/", "Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io." + s, "Upgrade: websocket"));
        recurs("plain", s -> s);
        recurs("overlong", s -> overlong(s));
        recurs("percent upper", s -> each(s, "%%%02X"));
        recurs("percent lower twice", s -> each(s, "%%25%02x"));
        recurs("percent u", s -> each(s, "%%u%04x"));
        recurs("json", s -> each(s, "\\u%04x"));
        recurs("json twice", s -> each(s, "\\\\u%04x"));
        recurs("javascript", s -> each(s, "\\x%02x"));
        recurs("javascript braces", s -> each(s, "\\u{%x}"));
        recurs("octal", s -> each(s, "\\%03o"));
        recurs("html", s -> each(s, "&#%d;"));
        recurs("html padded", s -> each(s, "&#x0000000%x;"));
        recurs("html open", s -> each(s, "&#%d"));
        recurs("base64", s -> base64(s));
        recurs("base64 in base64", s -> base64(base64("ab" + s + "c")));
        recurs("base64 of percent", s -> base64(each(s, "%%%02X")));
        recurs("base64 of json", s -> base64(each(s, "\\u%04x")));
        recurs("percent of base64", s -> each(base64("x" + s), "%%%02X"));
        recurs("base64 with line ends", s -> base64("a".repeat(50) + s + "b".repeat(50)).replaceAll("(.{76})", "$1\r\n"));
        recurs("hex", s -> each(s, "%02x"));
        recurs("utf-16 in percent", s -> each(s, "%%00%%%02X"));
        recurs("utf-16 in binary", s -> "\0\1" + each(s, "%c\0"));
        recurs("upper case", s -> s.toUpperCase());
        recurs("lower case", s -> s.toLowerCase());
        recurs("reversed quotes", s -> "\"" + s + "\"");
        put("json value escaped, elsewhere", s -> request("POST", "http://a.test/" + s, "Content-Type: application/json").sending("{\"password\":\"" + each(s, "\\u%04X") + "\"}"));
        put("form value encoded, elsewhere", s -> request("POST", "http://a.test/" + s, "Content-Type: application/x-www-form-urlencoded").sending("a=b&p%61ssword=" + each(s, "%%%02x") + "&c=d"));
        put("json number", s -> request("POST", "http://a.test/748263945117", "Content-Type: application/json").sending("{\"pin\":748263945117,\"x\":\"" + s.charAt(0) + "\"}"));
        put("token is base64 of text, elsewhere", s -> get("http://a.test/id=" + s, "X-Token: " + base64("id=" + s)));
        put("jwt payload elsewhere", s -> get("http://a.test/", "X-Y: eyJhbGciOiJIUzI1NiJ9." + base64("{\"sub\":\"" + s + "\"}").replace("=", "") + ".c2lnbmF0dXJl"));
        body("json", "application/json", "{\"a\":[{\"password\" : \n\"^\"}]}");
        body("json bom", "application/json", "\u00ef\u00bb\u00bf{\"password\":\"^\"}");
        body("json prefix", "application/json", ")]}',\n{\"password\":\"^\"}");
        body("json duplicate", "application/json", "{\"password\":\"x\",\"password\":\"^\"}");
        body("json escaped name", "application/json", "{\"\\u0070\\u0061ssword\":\"^\"}");
        body("json escaped slash", "application/json", "{\"\\/password\":\"^\"}");
        body("json with nul", "application/json", "{\"a\":\"\0\",\"password\":\"^\"}");
        body("json with comment", "application/json", "{\"password\": /* old */ \"^\"}");
        body("json5", "application/json", "{password: '^'}");
        body("json array", "application/json", "{\"passwords\":[[\"x\",\"^\"],\"^\"]}");
        body("json object", "application/json", "{\"password\":{\"old\":\"x\",\"new\":{\"v\":\"^\"}}}");
        body("json name and value", "application/json", "[{\"name\":\"password\",\"value\":\"^\"}]");
        body("json value and name", "application/json", "[{\"value\":\"^\",\"name\":\"password\"}]");
        body("json key and value", "application/json", "[{\"key\":\"api_key\",\"enabled\":true,\"value\":\"^\"}]");
        body("json truncated", "application/json", "{\"password\":\"^");
        body("json truncated array", "application/json", "{\"passwords\":[\"x\",\"^");
        body("json single quotes", "text/plain", "{'password': '^'}");
        body("json cookie", "application/json", "{\"headers\":{\"Cookie\":\"sid=^\"}}");
        body("json set-cookie", "application/json", "{\"headers\":{\"set-cookie\":[\"sid=^; path=/\"]}}");
        body("json headers", "application/json", "{\"headers\":{\"Authorization\":\"^\"}}");
        body("graphql", "application/json", "{\"query\":\"mutation($p:String!){login(password:$p)}\",\"variables\":{\"input\":{\"userPassword\":\"^\"}}}");
        body("graphql inline", "application/json", "{\"query\":\"mutation{login(user:\\\"me\\\",password:\\\"^\\\"){id}}\"}");
        body("graphql block", "application/graphql", "mutation{login(password:\"\"\"^\"\"\"){id}}");
        body("declared as picture", "image/png", "{\"password\":\"^\"}");
        body("declared as script", "application/javascript", "{\"password\":\"^\"}");
        body("script with bare value", "application/javascript", "var password='^';");
        body("declared as octets", "application/octet-stream", "password=^&a=b");
        body("form as json", "application/json", "a=b&password=^&c=d");
        body("json as form", "application/x-www-form-urlencoded", "{\"password\":\"^\",\"x\":\"a&b\"}");
        body("json in form", "application/x-www-form-urlencoded", "payload=%7B%22password%22%3A%22^%22%7D");
        body("form plus in name", "application/x-www-form-urlencoded", "my+password=^");
        body("form semicolon", "application/x-www-form-urlencoded", "a=b;password=^");
        body("form with line", "application/x-www-form-urlencoded", "a=b\r\npassword=^\r\n");
        body("text/plain form", "text/plain", "user=me\r\npassword=ab ^\r\nz=1");
        String part = "--B\r\nContent-Disposition: form-data; %s\r\n\r\nab^\r\n--B--\r\n";
        body("part", "multipart/form-data; boundary=B", String.format(part, "name=\"password\""));
        body("part without quotes", "multipart/form-data; boundary=B", String.format(part, "name=password"));
        body("part with case", "multipart/form-data; boundary=B", String.format(part, "NAME=\"PassWord\""));
        body("part with blanks", "multipart/form-data; boundary=B", String.format(part, "name = \"password\""));
        body("part folded", "multipart/form-data; boundary=B", String.format(part, "\r\n name=\"password\""));
        body("part star", "multipart/form-data; boundary=B", String.format(part, "name*=UTF-8''pass%77ord"));
        body("part escaped", "multipart/form-data; boundary=B", String.format(part, "name=\"pass\\word\""));
        body("part percent", "multipart/form-data; boundary=B", String.format(part, "name=\"pass%77ord\""));
        body("part decoy", "multipart/form-data; boundary=B", String.format(part, "filename=\"; name=x\"; name=\"password\""));
        body("part decoy type", "multipart/form-data; boundary=B", "--B\r\nX: y\r\nContent-Disposition: form-data; name=\"password\"; filename=\"a\"\r\nContent-Type: text/plain\r\n\r\na\r\n--not\r\n^\r\n--B--");
        body("part with lf", "multipart/form-data; boundary=B", "--B\nContent-Disposition: form-data; name=\"password\"\n\n^\n--B--");
        body("part declared otherwise", "text/plain", String.format(part, "name=\"password\""));
        body("part nested", "multipart/mixed; boundary=A", "--A\r\nContent-Type: multipart/form-data; boundary=B\r\n\r\n" + String.format(part, "name=\"password\"") + "--A--");
        body("part with json", "multipart/related; boundary=B", "--B\r\nContent-Type: application/json\r\n\r\n{\"password\":\"^\"}\r\n--B--");
        body("part with request", "multipart/batch; boundary=B", "--B\r\nContent-Type: application/http\r\n\r\nGET /?token=^ HTTP/1.1\r\nCookie: sid=^\r\nAuthorization: Basic ^\r\n\r\n--B--");
        put("part in quoted-printable, elsewhere", s -> request("POST", "http://a.test/" + s, "Content-Type: multipart/form-data; boundary=B").sending(
            "--B\r\nContent-Disposition: form-data; name=\"password\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + each(s, "=%02X") + "\r\n--B--"));
        put("part in quoted-printable", s -> request("POST", "http://a.test/", "Content-Type: multipart/mixed; boundary=B", "X-Token: " + s).sending(
            "--B\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nx=C3=A4 " + s.substring(0, 7) + "=\r\n" + s.substring(7) + " " + each(s, "=%02X") + "\r\n--B--"));
        put("part in base64, elsewhere", s -> request("POST", "http://a.test/" + s, "Content-Type: multipart/form-data; boundary=B").sending(
            "--B\r\nContent-Disposition: form-data; name=\"password\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(s + "===") + "\r\n--B--"));
        put("part in base64 with names", s -> request("POST", "http://a.test/", "Content-Type: multipart/mixed; boundary=B").sending(
            "--B\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64("{\"something\":\"of some length, so that lines end\",\"password\":\"" + s + "\"}").replaceAll("(.{76})", "$1\r\n") + "\r\n--B--"));
        body("xml", "text/xml", "<a><password>^</password></a>");
        body("xml namespace", "text/xml", "<wsse:Password Type='x>y'>^</wsse:Password>");
        body("xml attribute", "text/xml", "<login password = '^'/>");
        body("xml cdata", "text/xml", "<password><![CDATA[^<^]]></password>");
        body("xml cdata 2", "text/xml", "<password><![CDATA[a]b<^]]></password>");
        body("xml comment", "text/xml", "<password>ab<!-- x -->^</password>");
        body("xml in comment", "text/xml", "<password><!-- <token>^</token> --></password> x ^");
        body("xml in attribute", "text/xml", "<a/name=\"token\"value=xx<a/name=\"token\"value=^> x ^");
        body("xml nested", "text/xml", "<password><value>^</value></password>");
        body("xml gt", "text/xml", "<password>ab>^</password>");
        body("xml bracket", "text/xml", "<password>ab]^</password>");
        body("xml name and value", "text/xml", "<member><name>password</name><value><string>^</string></value></member>");
        body("plist", "text/xml", "<dict><key>password</key><string>^</string></dict>");
        body("spring", "text/xml", "<property name=\"password\"><value>^</value></property>");
        body("android", "text/xml", "<string name=\"api_key\">^</string>");
        body("property text", "text/xml", "<entry key='password'>^</entry>");
        body("html input", "text/html", "<input value='^' type=password>");
        body("html input order", "text/html", "<input value=^ name=csrf_token>");
        body("html meta", "text/html", "<meta name='csrf-token' content='^'>");
        body("html textarea", "text/html", "<textarea name=\"secret\">^</textarea>");
        body("html data", "text/html", "<div data-token=\"^\">");
        body("yaml", "application/yaml", "db:\n  password: ^\n  x: y\n");
        body("yaml quoted", "application/yaml", "db:\n  \"password\": '^'\n");
        body("ini", "text/plain", "[db]\npassword = ab ^\n");
        body("shell", "text/plain", "export DB_PASSWORD=^\n");
        body("command line", "text/plain", "mysql --password ^ -h x");
        body("connection string", "text/plain", "Server=a;User Id=me;Password=^;Port=1");
        body("jdbc", "text/plain", "jdbc:postgresql://h/db?user=me&password=^");
        body("dsn", "text/plain", "postgres://me:^@h/db");
        body("log", "text/plain", "sent Authorization: Basic ^ to x");
        body("log bearer", "text/plain", "bearer  ^");
        body("log cookie", "text/plain", "Cookie: sid=^; a=b\r\n");
        body("log set-cookie", "text/plain", "< Set-Cookie: sid=^; a=b\r\n");
        body("curl", "text/plain", "curl -H 'Cookie: sid=^' -u me:x http://a.test/");
        body("rtl", "text/plain", "{\u201cpassword\u201d: \u201c^\u201d}".replace("\u201c", "\u00e2\u0080\u009c").replace("\u201d", "\u00e2\u0080\u009d"));
        body("octets with name", "application/octet-stream", "\0\0\0 token=^ \0");
        body("protobuf with url", "application/x-protobuf", "\0\30/x?access_token=^\0");
        body("grpc-web-text", "application/grpc-web-text", base64("\0\0\0\0\40{\"password\":\"x\"}"));
        put("utf-16 declared", s -> request("POST", "http://a.test/", "Content-Type: application/json; charset=utf-16").sending(
            TestExchanges.body(("{\"password\":\"" + s + "\"}").getBytes(StandardCharsets.UTF_16))));
        put("utf-32", s -> request("POST", "http://a.test/", "Content-Type: application/json; charset=utf-32").sending(
            TestExchanges.body(("{\"password\":\"" + s + "\"}").getBytes(Charset.forName("UTF-32")))));
        put("utf-16 short", s -> request("POST", "http://a.test/", "X-Token: " + s).sending(TestExchanges.body(("\u4e2d\u6587" + s).getBytes(StandardCharsets.UTF_16LE))));
        put("ebcdic", s -> request("POST", "http://a.test/", "Content-Type: text/plain; charset=IBM037").sending(
            TestExchanges.body(("password=" + s).getBytes(Charset.forName("IBM037")))));
        put("unknown charset", s -> request("POST", "http://a.test/", "Content-Type: text/plain; charset=x-none").sending("password=" + s));
        put("utf-7", s -> request("POST", "http://a.test/", "X-Token: " + s, "Content-Type: text/plain; charset=utf-7").sending("+ADw-" + s + "+AD4-"));
        put("cut by limit in a json value", s -> request("POST", "http://a.test/", "Content-Type: application/json").sending(cut("{\"password\":\"" + s)));
        put("cut by limit in a recurring value", s -> request("POST", "http://a.test/", "X-Token: " + s).sending(cut("xyz " + s.substring(0, 9))));
        put("cut by limit in base64", s -> request("POST", "http://a.test/", "X-Token: " + s).sending(cut("xyz " + base64("12" + s).substring(0, 15))));
        put("cut by limit in percent", s -> request("POST", "http://a.test/", "X-Token: " + s).sending(cut("xyz " + each(s, "%%%02x").substring(0, 31))));
        put("cut by limit in a private key", s -> request("POST", "http://a.test/").sending(cut("-----BEGIN RSA PRIVATE KEY-----\nMIIE" + s)));
        for (int size : List.of((256 << 10) - 12, 192 << 10, (192 << 10) - 8)) {
            put("over the border of windows at " + size, s -> request("POST", "http://a.test/", "Content-Type: application/json").sending(
                "{\"a\":\"" + "x".repeat(size - 10) + "\",\"password\":\"" + s + s + "\",\"b\":\"" + "y".repeat(80_000) + "\"}"));
            put("recurs over the border of windows at " + size, s -> request("POST", "http://a.test/", "X-Token: " + s).sending(
                "x ".repeat(size / 2 - 8) + base64("abc" + s + s) + " " + each(s, "%%%02X") + " y".repeat(50_000)));
        }
        put("long array", s -> request("POST", "http://a.test/", "Content-Type: application/json").sending(
            "{\"passwords\":[" + "\"xyz\",".repeat(60_000) + "\"" + s + "\"],\"b\":1}"));
        put("long object behind others", s -> request("POST", "http://a.test/", "Content-Type: application/json").sending(
            "{\"x\":\"" + "x".repeat(200_000) + "\",\"secrets\":{" + "\"n\":\"xyz\",".repeat(30_000) + "\"m\":\"" + s + "\"},\"b\":1}"));
        put("long value with quotes", s -> request("POST", "http://a.test/", "Content-Type: application/json").sending(
            "{\"password\":\"" + "xyz' & <b> \\\" ".repeat(25_000) + s + "\",\"b\":1}"));
        put("long value in parameter", s -> request("POST", "http://a.test/", "Content-Type: application/x-www-form-urlencoded").sending(
            "a=b&password=" + "xyz'<>\"".repeat(50_000) + s + "&c=d"));
        put("long part", s -> request("POST", "http://a.test/", "Content-Type: multipart/form-data; boundary=B").sending(
            "--B\r\nContent-Disposition: form-data; name=\"secret\"; filename=\"x\"\r\n\r\n" + "line '\"&\r\n".repeat(30_000) + s + "\r\n--B--\r\n"));
        put("long element", s -> request("POST", "http://a.test/", "Content-Type: text/xml").sending(
            "<a><password>" + "line '\"&amp;\r\n".repeat(25_000) + s + "</password></a>"));
        put("long cookie", s -> get("http://a.test/" + "x".repeat(5000) + s, "Cookie: a=" + "x".repeat(5000) + s));
        put("long escaped json in json", s -> request("POST", "http://a.test/", "Content-Type: application/json").sending(
            "{\"x\":\"{\\\"password\\\":\\\"" + "xyz' & <b> ".repeat(28_000) + s + "\\\"}\"}"));
        put("name far from its value", s -> request("POST", "http://a.test/", "Content-Type: application/json").sending("{\"password\":" + " ".repeat(100) + "\"" + s + "\"}"));
        put("blanks between", s -> request("POST", "http://a.test/", "Content-Type: application/json").sending("{\"password\"" + "\n \t".repeat(40) + ":\"" + s + "\"}"));
    }

    /** What is recognised in a text is no more than a few times as much work as there is text, however hostile it is: here it would be some thousand times. */
    @ParameterizedTest
    @ValueSource(strings = {"eyJ.eyJ.", "\"password\":", "token=token=", "[{\"password\":", "{\"name\":\"token\",", "content-disposition:", "<password><![CDATA[",
        "<a><!--", "-----BEGIN PRIVATE KEY-----", "://aaaaaaaaa", "\"password\":/*", "a=b&", "token=\"\"\"", "\\u{", "YWJjZGVmZ2hpamts/",
        "{\"name\":\"token\",\"value\":[", "eyJ-", "<a/b=", "<!--<a><!-- -->", "<a/name=\"token\"value=", "content-disposition:;;;;"})
    void hostileTextsTakeNoLongerThanTheyAreLong(String hostile) {
        Exchange exchange = request("POST", "http://a.test/?token=" + SECRET).sending(hostile.repeat(Math.max(1, 400_000 / hostile.length()))).build();
        assertTimeout(Duration.ofSeconds(30), () -> Redaction.of(Mode.MASK, true, List.of(), (byte) 1).apply(exchange));
    }

    /** So, where the ends of what begins again and again are all at the text's. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{\"name\":\"token\",\"value\":[ | ]}", "<a><!-- | -->", "<a><![CDATA[ | ]]>", "{\"password\":[ | ]}",
        "<password><!-- | --><b>", "<a><!-- | --><!-- x", "<a><!-- | <!---->"})
    void soDoTheirEnds(String hostile, String end) {
        int times = 400_000 / (hostile.length() + end.length());
        hostileTextsTakeNoLongerThanTheyAreLong(hostile.repeat(times) + end.repeat(times));
        hostileTextsTakeNoLongerThanTheyAreLong(hostile.repeat(400_000 / hostile.length()) + end);
    }

    /** All begin alike, and the text as they do. */
    @Test
    void manySecretsThatAreAlikeCostWhatOthersDo() {
        StringBuilder cookies = new StringBuilder("Cookie: ");
        for (int i = 0; i < 1500; i++) cookies.append('c').append(i).append('=').append("a".repeat(100)).append(i).append("; ");
        Exchange exchange = get("http://a.test/", cookies.toString()).answered(200, "OK").with("a".repeat(500_000) + "a7").build();
        assertTimeout(Duration.ofSeconds(30), () -> Redaction.of(Mode.MASK, true, List.of(), (byte) 1).apply(exchange));
    }

    /** "Aa" and "BB" have the same hash, and so has whatever is made of as many of them. */
    @Test
    void textsWithEqualHashesCostWhatOthersDo() {
        Redaction redaction = Redaction.of(Mode.MASK, true, List.of(), (byte) 1);
        assertTimeout(Duration.ofSeconds(10), () -> {
            for (int round = 0; round < 10; round++) {
                String[] lines = new String[4096];
                for (int i = 0; i < lines.length; i++) {
                    StringBuilder line = new StringBuilder("X: ");
                    for (int bit = 0; bit < 16; bit++) line.append((round * lines.length + i >> bit & 1) == 0 ? "Aa" : "BB");
                    lines[i] = line.toString();
                }
                assertEquals(lines.length, redaction.apply(get("http://a.test/", lines).build()).request().fields().size());
            }
        });
    }

    /** The text is cut where each of them may have begun at each of many places. */
    @Test
    void soDoThoseThatMayBeCut() {
        StringBuilder cookies = new StringBuilder("Cookie: ");
        for (int i = 0; i < 60; i++) cookies.append('c').append(i).append('=').append("a".repeat(4000)).append(i).append("; ");
        Exchange exchange = get("http://a.test/", cookies.toString()).answered(200, "OK").with(cut("a".repeat(20_000))).build();
        Exchange[] redacted = new Exchange[1];
        assertTimeout(Duration.ofSeconds(30), () -> redacted[0] = Redaction.of(Mode.MASK, true, List.of(), (byte) 1).apply(exchange));
        String rest = redacted[0].response().body().content().latin1();
        assertTrue(rest.length() < 20_000 - 3990 && rest.endsWith("REDACTED"), rest);
    }

    /** Nobody can tell what a rule would have found in the rest of a text that is given up. */
    @Test
    void aRuleThatTakesTooLongTakesAllOfTheText() {
        Exchange exchange = request("POST", "http://a.test/").sending("a".repeat(200_000) + " id 17").build();
        Exchange[] redacted = new Exchange[1];
        assertTimeout(Duration.ofSeconds(30), () -> redacted[0] = Redaction.of(Mode.MASK, true, List.of(Rule.parse("regex:(?:a|a)*id (\\d+)")), (byte) 1).apply(exchange));
        assertEquals("REDACTED", redacted[0].request().body().content().latin1());
        Exchange quick = Redaction.of(Mode.MASK, true, List.of(Rule.parse("regex:a id (\\d+)")), (byte) 1).apply(exchange);
        assertTrue(quick.request().body().content().latin1().endsWith("a id REDACTED"));
    }

    @Test
    void commonWordsStayElsewhere() {
        Exchange exchange = Redaction.of(Mode.MASK, true, List.of(), (byte) 1).apply(get("http://a.test/en/dark", "Cookie: a=1; lang=en-US; theme=dark; pin=4711",
            "Authorization: Basic " + base64("test:hunter2")).answered(200, "OK").with("dark test en-US 1 4711 47110 hunter2 hunter23").build());
        assertEquals("a=REDACTED; lang=REDACTED; theme=REDACTED; pin=REDACTED", exchange.request().fields().first("Cookie"));
        assertEquals("dark test en-US 1 REDACTED 47110 REDACTED hunter23", exchange.response().body().content().latin1());
    }

    /** Wherever it stands, however it is written, and in whatever exchange. */
    @Test
    void hashesOfAValueAreEqual() {
        Redaction redaction = Redaction.of(Mode.HASH, true, List.of(), (byte) 1);
        Exchange one = redaction.apply(get("http://a.test/?token=" + each(SECRET, "%%%02x"), "X-Token: " + SECRET).answered(200, "OK")
            .with("{\"password\":\"" + each(SECRET, "\\u%04x") + "\"}").build());
        String hash = one.request().fields().first("X-Token");
        assertEquals("http://a.test/?token=" + hash, one.url());
        assertEquals("{\"password\":\"" + hash + "\"}", one.response().body().content().latin1());
        assertEquals(hash, redaction.apply(get("http://b.test/", "X-Secret: " + SECRET).build()).request().fields().first("X-Secret"));
    }

    /** HARs may have anything where captures have numbers. */
    @Test
    void namesOfHostsAndExchanges() {
        Endpoint end = new Endpoint("x-" + SECRET, 80);
        Exchange exchange = get("http://a.test/", "X-Token: " + SECRET).over(TestExchanges.connection(7, end, end)).build();
        Exchange named = new Exchange("id " + SECRET, exchange.connection(), exchange.url(), exchange.request(), null, List.of(), exchange.outcome(), null,
            exchange.timing(), exchange.requestSpan(), null, 0, 0, 1, List.of(), new Links(new Links.Cause("parent " + SECRET, "http://a.test/", 1, 1, List.of()),
            List.of(new Links.Attempt("attempt " + SECRET, Outcome.COMPLETE, 200)), false, "shared " + SECRET));
        assertEquals("", Leaks.of(Redaction.of(Mode.MASK, true, List.of(), (byte) 1).apply(named).toString(), SECRET));
    }

    @Test
    void remarks() {
        assertEquals("x.har: entry 3: no date: token=REDACTED y", Redaction.of(Mode.MASK, true, List.of(), (byte) 1)
            .ofText("x.har: entry 3: no date: token=" + SECRET + " y"));
    }

    private static Body cut(String text) {
        return new Body(Bytes.latin1(text), text.length() + 100, text.length() + 100, 0, false, null);
    }

    static List<String> attacks() {
        return new ArrayList<>(ATTACKS.keySet());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void nothingLeaks(String name) {
        Exchange exchange = ATTACKS.get(name).apply(SECRET).build();
        boolean large = exchange.request().body().size() > 50_000 || exchange.response() != null && exchange.response().body().size() > 50_000;
        for (Mode mode : large ? List.of(Mode.MASK) : List.of(Mode.MASK, Mode.HASH, Mode.DROP)) {
            Exchange redacted = Redaction.of(mode, true, List.of(), (byte) 1).apply(exchange);
            String all = redacted.withoutBodies() + "\n" + text(redacted.request().body()) + "\n" + (redacted.response() == null ? "" : text(redacted.response().body()));
            String leak = Leaks.of(all, name.contains("number") ? "748263945117" : SECRET);
            assertEquals("", leak, () -> "LEAK " + name + " | " + mode + ": " + leak);
        }
    }

    private static String text(Body body) {
        String text = body.content().latin1();
        if (text.length() > 100_000) text = REPEATED.matcher(text).replaceAll("$1");
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "") + "\n" + text;
    }
}
