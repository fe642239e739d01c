package io.github.pcap2http.check;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Verdicts as JUnit XML, as the systems that run tests read it: a suite, a test case for each assertion, a failure with the offenders in those that
 * are broken. What those systems have in common has no standard; this is what the schemas of Jenkins and of Ant's task both allow.
 */
public final class JUnitReport {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final String CLASS = "pcap2http";

    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private JUnitReport() { }

    /**
     * @param title of the suite
     * @param beganNanos when what was looked at began, in nanoseconds since 1970 UTC
     * @param tookNanos how long it went on
     * @param properties what else is told of it, in this order
     * @param unread why not all of the input was looked at, which is an error beside the assertions; null when all was
     * @return the document
     */
    public static String of(List<Verdict> verdicts, String title, long beganNanos, long tookNanos, Map<String, String> properties, String unread) {
        return new JUnitReport().suites(verdicts, title, beganNanos, tookNanos, properties, unread);
    }

    private String suites(List<Verdict> verdicts, String title, long beganNanos, long tookNanos, Map<String, String> properties, String unread) {
        long broken = verdicts.stream().filter(Verdict::broken).count();
        int errors = unread == null ? 0 : 1;
        String began = SECONDS.format(Instant.ofEpochSecond(Math.floorDiv(beganNanos, 1_000_000_000L)).atOffset(ZoneOffset.UTC));
        String took = String.format(Locale.ROOT, "%.3f", tookNanos / 1e9);
        xml.append("<testsuites>\n<testsuite");
        attributes("name", CLASS + " " + title, "package", CLASS, "id", "0", "hostname", "localhost", "timestamp", began, "time", took,
            "tests", String.valueOf(verdicts.size() + errors), "failures", String.valueOf(broken), "errors", String.valueOf(errors), "skipped", "0");
        xml.append(">\n<properties>\n");
        properties.forEach((name, value) -> {
            xml.append("<property");
            attributes("name", name, "value", value);
            xml.append("/>\n");
        });
        xml.append("</properties>\n");
        if (unread != null) error(unread);
        for (Verdict verdict : verdicts) testcase(verdict);
        return xml.append("<system-out/>\n<system-err/>\n</testsuite>\n</testsuites>\n").toString();
    }

    /** What holds of a part of the input need not hold of all of it. */
    private void error(String unread) {
        xml.append("<testcase");
        attributes("classname", CLASS, "name", "all of the input was read", "time", "0");
        xml.append(">\n<error");
        attributes("message", unread, "type", "incomplete");
        xml.append('>').append(escaped(unread)).append("</error>\n</testcase>\n");
    }

    private void testcase(Verdict verdict) {
        xml.append("<testcase");
        attributes("classname", CLASS, "name", denied(verdict.expression()), "time", "0");
        if (!verdict.broken()) {
            xml.append("/>\n");
            return;
        }
        xml.append(">\n<failure");
        attributes("message", verdict.expression() + ": " + verdict.found(), "type", "assertion");
        xml.append('>').append(escaped(verdict.expression() + ": " + verdict.found()));
        for (Verdict.Offender one : verdict.offenders()) xml.append('\n').append(escaped(one.id() + "  " + one.text()));
        if (verdict.others() > 0) xml.append("\nand ").append(verdict.others()).append(" more");
        xml.append("</failure>\n</testcase>\n");
    }

    private static String denied(String expression) {
        boolean simple = !expression.startsWith("not ") && !expression.contains(" and ") && !expression.contains(" or ");
        return simple ? "not " + expression : "not (" + expression + ")";
    }

    private void attributes(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            xml.append(' ').append(namesAndValues[i]).append("=\"").append(escaped(namesAndValues[i + 1])).append('"');
        }
    }

    /** What XML 1.0 has no place for, and what an attribute would not keep, is shown as {@code \x1b}. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c == '&') out.append("&amp;");
            else if (c == '<') out.append("&lt;");
            else if (c == '>') out.append("&gt;");
            else if (c == '"') out.append("&quot;");
            else if (c < ' ' || c >= 0x7f && c < 0xa0) out.append(String.format(Locale.ROOT, "\\x%02x", c));
            else if (c >= 0xd800 && c < 0xe000 || c == 0xfffe || c == 0xffff) out.append(String.format(Locale.ROOT, "\\u%04x", c));
            else out.appendCodePoint(c);
        });
        return out.toString();
    }
}
