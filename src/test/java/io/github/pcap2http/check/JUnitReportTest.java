package io.github.pcap2http.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pcap2http.exchange.TestExchanges;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JUnitReportTest {
    private static Element only(Document document, String name) {
        assertEquals(1, document.getElementsByTagName(name).getLength(), name);
        return (Element) document.getElementsByTagName(name).item(0);
    }

    @Test
    void anotherParserReadsWhatWasWritten() throws Exception {
        String odd = "GET http://a.test/?a=<b>&c=\"d\" \u001b[2J\ufffe \ud800 \ud83d\ude00 ]]> -> 500";
        Verdict broken = new Verdict("status>=500 & \"x\"", true, "2 of 3 exchanges", List.of(new Verdict.Offender("4-1", odd)), 1);
        Verdict kept = new Verdict("count==0", false, "3 exchanges", List.of(), 0);
        String xml = JUnitReport.of(List.of(broken, kept), "a<b.pcap", TestExchanges.START, 1_234_567_890, Map.of("input", "a<b.pcap"), null);
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        assertEquals("testsuites", document.getDocumentElement().getTagName());
        Element suite = only(document, "testsuite");
        assertEquals("pcap2http a<b.pcap", suite.getAttribute("name"));
        assertEquals("2024-05-06T07:08:09", suite.getAttribute("timestamp"));
        assertEquals("1.235", suite.getAttribute("time"));
        assertEquals("2 1 0 0", suite.getAttribute("tests") + " " + suite.getAttribute("failures") + " " + suite.getAttribute("errors") + " " + suite.getAttribute("skipped"));
        assertEquals("a<b.pcap", only(document, "property").getAttribute("value"));
        assertEquals(2, document.getElementsByTagName("testcase").getLength());
        assertEquals("not status>=500 & \"x\"", ((Element) document.getElementsByTagName("testcase").item(0)).getAttribute("name"));
        Element failure = only(document, "failure");
        assertEquals("status>=500 & \"x\": 2 of 3 exchanges", failure.getAttribute("message"));
        String shown = "GET http://a.test/?a=<b>&c=\"d\" \\x1b[2J\\ufffe \\ud800 \ud83d\ude00 ]]> -> 500";
        assertEquals("status>=500 & \"x\": 2 of 3 exchanges\n4-1  " + shown + "\nand 1 more", failure.getTextContent());
    }

    @Test
    void whatWasNotReadIsAnError() throws Exception {
        Verdict kept = new Verdict("failed", false, "0 of 3 exchanges", List.of(), 0);
        String xml = JUnitReport.of(List.of(kept), "a.pcap", TestExchanges.START, 0, Map.of(), "<interrupted>");
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        Element suite = only(document, "testsuite");
        assertEquals("2 0 1", suite.getAttribute("tests") + " " + suite.getAttribute("failures") + " " + suite.getAttribute("errors"));
        Element error = only(document, "error");
        assertEquals("<interrupted>", error.getAttribute("message"));
        assertEquals("all of the input was read", ((Element) error.getParentNode()).getAttribute("name"));
    }

    @Test
    void aConditionOfSeveralIsDeniedAsOne() {
        for (String expression : List.of("failed and not attempt", "failed or status==404", "not attempt")) {
            String xml = JUnitReport.of(List.of(new Verdict(expression, false, "", List.of(), 0)), "a.pcap", TestExchanges.START, 0, Map.of(), null);
            assertTrue(xml.contains("name=\"not (" + expression + ")\""), xml);
        }
    }
}
