package io.github.pcap2http.check;

import io.github.pcap2http.choose.Regex;
import io.github.pcap2http.choose.Setting;
import io.github.pcap2http.exchange.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Something that must not be, as the description of this package has it. Counts what it is told of, so for one run at a time. */
public final class Assertion {
    private final String expression;
    private final Judge judge;
    private final List<Regex> regexes;

    Assertion(String expression, Judge judge, List<Regex> regexes) {
        this.expression = expression;
        this.judge = judge;
        this.regexes = regexes;
    }

    /** @throws ExpressionException when it cannot be meant */
    public static Assertion parse(String expression) throws ExpressionException {
        return new Parser(expression).assertion();
    }

    void begin(UnaryOperator<Exchange> shown) {
        judge.begin(shown);
    }

    void add(Exchange exchange, Setting setting) {
        judge.add(exchange, setting);
    }

    Verdict verdict() {
        if (!judge.holds()) return new Verdict(expression, false, judge.found(), List.of(), 0);
        Set<Verdict.Offender> named = new LinkedHashSet<>();
        long all = 0;
        List<Offenders> parts = judge.offenders();
        for (Offenders part : parts) {
            named.addAll(part.list());
            all = Math.max(all, part.list().size() + part.others());
        }
        List<Verdict.Offender> first = named.stream().limit(Verdict.MOST).toList();
        return new Verdict(expression, true, judge.found(), first, Math.max(0, all - first.size()));
    }

    /** @return what users should be told, a line each */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        for (Regex regex : regexes) {
            if (regex.remark() != null) remarks.add(regex.remark());
        }
        return remarks;
    }
}
