package io.github.pcap2http.cli;

import io.github.pcap2http.check.Assertion;
import io.github.pcap2http.check.Check;
import io.github.pcap2http.check.ExpressionException;
import io.github.pcap2http.check.JUnitReport;
import io.github.pcap2http.check.Verdict;
import io.github.pcap2http.choose.Choice;
import io.github.pcap2http.choose.ChoiceException;
import io.github.pcap2http.choose.Criterion;
import io.github.pcap2http.choose.Families;
import io.github.pcap2http.choose.Setting;
import io.github.pcap2http.exchange.Exchange;
import io.github.pcap2http.exchange.ExchangeSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Which exchanges of a run are wanted, and what must not be among them, as a command line says. */
final class Selection {
    private final Choice choice = new Choice();
    private final List<Assertion> assertions = new ArrayList<>();
    private final boolean alone;
    private final String report;   // null: none is wanted
    private Families families;
    private Check check;
    private List<Verdict> verdicts;   // null: not asked for yet

    Selection(Given given) throws UsageException {
        for (Criterion criterion : Criterion.values()) {
            Option option = Option.named(criterion.word());
            for (String text : given.texts(option)) choose(criterion, text, option, given);
        }
        for (String text : given.texts(Option.FAIL_ON)) assertions.add(assertion(text, given));
        alone = given.has(Option.ALONE);
        report = given.text(Option.REPORT);
        if ("".equals(report)) throw given.about(Option.REPORT, "", "--report needs the name of a file");
        if (alone && choice.isEmpty()) throw given.about(Option.ALONE, null, "--alone is for chosen exchanges; choose some, such as --status 5xx");
        if (report != null && assertions.isEmpty()) throw given.about(Option.REPORT, report, "--report is for assertions; give one, such as --fail-on 'status>=500'");
    }

    private void choose(Criterion criterion, String text, Option option, Given given) throws UsageException {
        try {
            choice.add(criterion, text);
        } catch (ChoiceException e) {
            throw given.wrong(option, text, e.getMessage());
        }
    }

    private static Assertion assertion(String text, Given given) throws UsageException {
        try {
            return Assertion.parse(text);
        } catch (ExpressionException e) {
            throw given.about(Option.FAIL_ON, text, "--fail-on: this is no condition:" + System.lineSeparator() + e.caret());
        }
    }

    /** @return whether not all exchanges are wanted */
    boolean chooses() {
        return !choice.isEmpty();
    }

    /** @return name of the file for the report; null when none is wanted */
    String report() {
        return report;
    }

    /** @return whether there are assertions, which need all exchanges */
    boolean asserts() {
        return !assertions.isEmpty();
    }

    /** @return what gives on to {@code next} what is wanted. @param redaction what is told of an exchange goes through it; null: nothing is secret */
    ExchangeSink before(ExchangeSink next, Setting setting, UnaryOperator<Exchange> redaction) {
        check = assertions.isEmpty() ? null : new Check(assertions, setting, redaction == null ? UnaryOperator.identity() : redaction);
        families = new Families(choice, setting, alone || choice.isEmpty(), next, check);
        return families;
    }

    /**
     * @param title of the input
     * @param unread why not all of the input was looked at; null when all was
     * @return what became of the assertions, as JUnit XML; after the last exchange
     */
    String reportText(String title, String unread) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("input", title);
        properties.put("version", Version.number());
        properties.put("exchanges", String.valueOf(families.seen()));
        properties.put("chosen", String.valueOf(families.chosen()));
        return JUnitReport.of(verdicts(), title, check.beganNanos(), check.tookNanos(), properties, unread);
    }

    private List<Verdict> verdicts() {
        if (verdicts == null) verdicts = check == null ? List.of() : check.verdicts();
        return verdicts;
    }

    /** @return whether an assertion is broken; after the last exchange */
    boolean broken() {
        return verdicts().stream().anyMatch(Verdict::broken);
    }

    /** @return a line for each assertion that is broken */
    List<String> complaints() {
        return verdicts().stream().filter(Verdict::broken).map(Verdict::line).toList();
    }

    /** @return what the user should be told, a line each; after the last exchange */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>(choice.remarks());
        if (check != null) remarks.addAll(check.remarks());
        remarks.addAll(families.remarks());
        if (families.seen() > 0 && families.chosen() == 0) {
            remarks.add(families.seen() == 1 ? "the only exchange was not chosen" : "none of the " + families.seen() + " exchanges was chosen");
        }
        return remarks;
    }
}
