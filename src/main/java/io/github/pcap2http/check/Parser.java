package io.github.pcap2http.check;

import io.github.pcap2http.choose.ChoiceException;
import io.github.pcap2http.choose.Condition;
import io.github.pcap2http.choose.Criterion;
import io.github.pcap2http.choose.Regex;
import io.github.pcap2http.exchange.Outcome;
import io.github.pcap2http.typed.ByteSize;
import io.github.pcap2http.typed.Nearest;
import io.github.pcap2http.typed.TimeSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads an expression by the grammar that the description of this package has: a method for each of its rules. */
final class Parser {
    private static final int MAX_DEPTH = 100;   // parentheses and negations in each other
    private static final List<String> AGGREGATES = List.of("count", "rate", "min", "max", "mean", "sum", "p50", "p90", "p95", "p99");
    private static final List<String> FLAGS = List.of("no-response", "failed", "attempt");
    private static final List<Criterion> PATTERNS = List.of(Criterion.HOST, Criterion.METHOD, Criterion.URL, Criterion.CLIENT, Criterion.SERVER,
        Criterion.HEADER, Criterion.BODY, Criterion.ID);
    private static final String OUTCOME = "outcome";

    /** What was read: {@code of} one exchange, or {@code all} of them; the other one is null. */
    private record Node(Condition of, Judge all, int at) { }

    private final String text;
    private final List<Regex> regexes = new ArrayList<>();
    private int at;
    private int depth;

    Parser(String text) {
        this.text = text;
    }

    Assertion assertion() throws ExpressionException {
        Node node = expression();
        skip();
        if (text.startsWith(",", at)) throw wrong(at, "a value with a comma in it stands in quotes");
        if (at < text.length()) throw wrong(at, "'" + rest() + "' is too much here; parts are joined by 'and' or 'or'");
        Judge judge = node.all != null ? node.all : new Counting(node.of, false, Op.MORE, 0);
        return new Assertion(text.strip(), judge, regexes);
    }

    private String rest() {
        return text.length() - at > 20 ? text.substring(at, at + 20) + "..." : text.substring(at);
    }

    private ExpressionException wrong(int where, String message) {
        return new ExpressionException(text, Math.min(where, text.length()), message);
    }

    // ---- rules

    private Node expression() throws ExpressionException {
        if (++depth > MAX_DEPTH) throw wrong(at, "there is too much inside of each other");
        List<Node> parts = new ArrayList<>(List.of(term()));
        while (word("or") || sign("||")) parts.add(term());
        depth--;
        return joined(parts, false);
    }

    private Node term() throws ExpressionException {
        List<Node> parts = new ArrayList<>(List.of(factor()));
        while (word("and") || sign("&&")) parts.add(factor());
        return joined(parts, true);
    }

    private Node joined(List<Node> parts, boolean all) throws ExpressionException {
        Node first = parts.get(0);
        if (parts.size() == 1) return first;
        for (Node part : parts) {
            if (part.all == null == (first.all == null)) continue;
            Node single = part.all == null ? part : first;
            throw wrong(single.at, "this speaks of one exchange, and another part of all; say how many there may be: count(...)>0");
        }
        if (first.all != null) return new Node(null, new Judge.Several(parts.stream().map(Node::all).toList(), all), first.at);
        List<Condition> conditions = parts.stream().map(Node::of).toList();
        if (!all) return new Node(Condition.any(conditions), null, first.at);
        Condition none = Condition.any(conditions.stream().map(Condition::not).toList());
        return new Node(none.not(), null, first.at);
    }

    private Node factor() throws ExpressionException {
        skip();
        int from = at;
        if (word("not") || !text.startsWith("!=", at) && sign("!")) {
            if (++depth > MAX_DEPTH) throw wrong(at, "there is too much inside of each other");
            Node node = factor();
            depth--;
            return node.all == null ? new Node(node.of.not(), null, from) : new Node(null, new Judge.Not(node.all), from);
        }
        if (!sign("(")) return named();
        Node node = expression();
        close(from);
        return node;
    }

    private Node named() throws ExpressionException {
        int from = at;
        String name = name();
        if (FLAGS.contains(name)) return new Node(flag(name), null, from);
        Summing.How how = how(name);
        if (how != null) return summing(how, name, from);
        if (name.equals("count") || name.equals("rate")) return counting(name.equals("rate"), from);
        if (name.equals(OUTCOME)) return new Node(outcome(), null, from);
        Criterion pattern = pattern(name);
        if (pattern != null) return new Node(fits(pattern), null, from);
        Quantity quantity = quantity(name);
        if (quantity == null) throw unknown(name, from);
        return new Node(compared(quantity, from), null, from);
    }

    private static Condition flag(String name) {
        return switch (name) {
            case "failed" -> Condition.of((exchange, setting) -> Criterion.failed(exchange));
            case "attempt" -> Condition.of((exchange, setting) -> exchange.links().cause() != null);
            default -> Condition.of((exchange, setting) -> exchange.response() == null);
        };
    }

    private Condition compared(Quantity quantity, int from) throws ExpressionException {
        Op op = op(from);
        int where = valueAt();
        String value = value();
        boolean kind = op == Op.EQUAL || op == Op.UNEQUAL;
        if (quantity == Quantity.STATUS && kind && !value.matches("\\d+")) {
            Condition fits = parse(Criterion.STATUS, value, where);
            return op == Op.EQUAL ? fits : fits.not();
        }
        double bound = number(quantity, value, where);
        return Condition.of((exchange, setting) -> {
            long actual = quantity.of(exchange);
            return actual < 0 ? op == Op.UNEQUAL : op.holds(Double.compare(actual, bound));
        });
    }

    private Condition fits(Criterion pattern) throws ExpressionException {
        boolean equal = equal(pattern.word());
        int where = valueAt();
        Condition condition = parse(pattern, value(), where);
        return equal ? condition : condition.not();
    }

    private Condition parse(Criterion criterion, String value, int where) throws ExpressionException {
        try {
            return criterion.parse(value, regexes);
        } catch (ChoiceException e) {
            throw wrong(where, "'" + value + "' " + e.getMessage());
        }
    }

    private Condition outcome() throws ExpressionException {
        boolean equal = equal(OUTCOME);
        int where = valueAt();
        String value = value();
        List<String> words = Arrays.stream(Outcome.values()).map(Outcome::word).toList();
        if (!words.contains(value)) throw wrong(where, "there is no outcome '" + value + "'" + meant(value, words));
        return Condition.of((exchange, setting) -> exchange.outcome().word().equals(value) == equal);
    }

    private boolean equal(String name) throws ExpressionException {
        skip();
        int where = at;
        Op op = op(where);
        if (op != Op.EQUAL && op != Op.UNEQUAL) throw wrong(where, name + " is equal (==) or not (!=), and neither more nor less");
        return op == Op.EQUAL;
    }

    private Node counting(boolean share, int from) throws ExpressionException {
        int open = at;
        Condition condition = null;
        if (sign("(")) condition = single();
        else if (share) throw wrong(at, "rate needs to know of what: rate(status>=500)>1%");
        if (condition != null) close(open);
        Op op = op(from);
        int where = valueAt();
        String value = value();
        double bound = share ? share(value, where) : plain(value, where);
        return new Node(null, new Counting(condition, share, op, bound), from);
    }

    private Node summing(Summing.How how, String name, int from) throws ExpressionException {
        int open = at;
        if (!sign("(")) throw wrong(at, name + " needs to know of what: " + name + "(time)");
        skip();
        int of = at;
        String quantityName = name();
        Quantity quantity = quantity(quantityName);
        if (quantity == null) throw wrong(of, "'" + quantityName + "' is no quantity" + meant(quantityName, quantities()));
        Condition condition = sign(",") ? single() : null;
        close(open);
        String typed = text.substring(from, at);
        Op op = op(from);
        int where = valueAt();
        double bound = number(quantity, value(), where);
        double share = how == Summing.How.PERCENTILE ? Double.parseDouble(name.substring(1)) / 100 : 0;
        return new Node(null, new Summing(typed, how, share, quantity, condition, op, bound), from);
    }

    /** @return a condition for one exchange, which is all that can be counted */
    private Condition single() throws ExpressionException {
        skip();
        int from = at;
        Node node = expression();
        if (node.of == null) throw wrong(from, "this speaks of all exchanges; what is counted must speak of one, such as status>=500");
        return node.of;
    }

    private void close(int open) throws ExpressionException {
        if (!sign(")")) throw wrong(at, "a ')' is missing for the '(' at character " + (text.indexOf('(', open) + 1));
    }

    // ---- words

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    }

    private boolean sign(String sign) {
        skip();
        if (!text.startsWith(sign, at)) return false;
        at += sign.length();
        return true;
    }

    private boolean word(String word) {
        skip();
        int end = at + word.length();
        boolean there = text.regionMatches(true, at, word, 0, word.length()) && (end >= text.length() || !inName(text.charAt(end)));
        if (there) at = end;
        return there;
    }

    private static boolean inName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.';
    }

    private String name() throws ExpressionException {
        skip();
        int from = at;
        while (at < text.length() && inName(text.charAt(at))) at++;
        if (from < at) return text.substring(from, at).toLowerCase(Locale.ROOT);
        String end = "the expression ends where a name should be";
        throw wrong(from, from == text.length() ? end : "'" + rest() + "' is no name; there are " + String.join(", ", names()));
    }

    private Op op(int from) throws ExpressionException {
        skip();
        for (int length = 2; length > 0; length--) {
            Op op = at + length <= text.length() ? Op.of(text.substring(at, at + length)) : null;
            if (op == null) continue;
            at += length;
            return op;
        }
        if (at < text.length() && text.charAt(at) == '=') throw wrong(at, "write == for equal");
        throw wrong(at, "compare " + text.substring(from, at).strip() + " with something: ==, !=, <, <=, > or >=");
    }

    private int valueAt() {
        skip();
        return at;
    }

    private String value() throws ExpressionException {
        int from = at;
        char quote = at < text.length() ? text.charAt(at) : 0;
        if (quote == '"' || quote == '\'') {
            int end = text.indexOf(quote, from + 1);
            if (end < 0) throw wrong(from, "the closing " + quote + " is missing");
            at = end + 1;
            return text.substring(from + 1, end);
        }
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && "(),".indexOf(text.charAt(at)) < 0
            && !text.startsWith("&&", at) && !text.startsWith("||", at)) at++;
        if (from == at) throw wrong(from, "a value is missing");
        return text.substring(from, at);
    }

    private double number(Quantity quantity, String value, int where) throws ExpressionException {
        return switch (quantity.unit) {
            case NUMBER -> plain(value, where);
            case BYTES -> {
                Long bytes = ByteSize.parse(value);
                if (bytes == null) throw wrong(where, "'" + value + "' is no size; write bytes or a unit: 500, 10k, 1.5MiB");
                yield bytes;
            }
            case TIME -> {
                Long nanos = value.matches("[1-9][\\d.]*") ? null : TimeSpan.parse(value);
                if (nanos == null) throw wrong(where, "'" + value + "' is no length of time; write it with its unit: 300ms, 2s, 1min");
                yield nanos;
            }
        };
    }

    private double plain(String value, int where) throws ExpressionException {
        if (!value.matches("\\d{1,18}(\\.\\d{1,9})?")) throw wrong(where, "'" + value + "' is no number");
        return Double.parseDouble(value);
    }

    private double share(String value, int where) throws ExpressionException {
        boolean percent = value.endsWith("%");
        String number = percent ? value.substring(0, value.length() - 1) : value;
        double share = number.matches("\\d{1,3}(\\.\\d{1,9})?") ? Double.parseDouble(number) / (percent ? 100 : 1) : 2;
        if (share > 1) throw wrong(where, "'" + value + "' is no share; write 1%, or 0.01");
        return share;
    }

    private static Summing.How how(String name) {
        if (name.matches("p\\d{1,2}(\\.\\d{1,4})?") && Double.parseDouble(name.substring(1)) > 0) return Summing.How.PERCENTILE;
        return switch (name) {
            case "min" -> Summing.How.MIN;
            case "max" -> Summing.How.MAX;
            case "mean" -> Summing.How.MEAN;
            case "sum" -> Summing.How.SUM;
            default -> null;
        };
    }

    private static Quantity quantity(String name) {
        for (Quantity quantity : Quantity.values()) {
            if (quantity.word().equals(name)) return quantity;
        }
        return null;
    }

    private static Criterion pattern(String name) {
        for (Criterion criterion : PATTERNS) {
            if (criterion.word().equals(name)) return criterion;
        }
        return null;
    }

    private static List<String> quantities() {
        return Arrays.stream(Quantity.values()).map(Quantity::word).toList();
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(quantities());
        names.addAll(FLAGS);
        PATTERNS.forEach(pattern -> names.add(pattern.word()));
        names.add(OUTCOME);
        names.addAll(AGGREGATES);
        return names;
    }

    private ExpressionException unknown(String name, int from) {
        return wrong(from, "there is nothing named '" + name + "'" + meant(name, names()));
    }

    private static String meant(String typed, List<String> names) {
        String nearest = Nearest.of(typed, names);
        return nearest == null ? "; there are " + String.join(", ", names) : "; did you mean " + nearest + "?";
    }
}
