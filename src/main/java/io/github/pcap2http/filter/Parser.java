package io.github.pcap2http.filter;

import io.github.pcap2http.filter.Arithmetic.Value;
import io.github.pcap2http.filter.Qualifiers.Direction;
import io.github.pcap2http.filter.Qualifiers.Kind;
import java.util.List;
import java.util.Map;

/**
 * The grammar. It generates code as it reads, since what a primitive means depends on those before it. {@code and} and {@code or} bind
 * equally and from left to right; behind them an address, port or protocol may stand alone, and has the qualifiers of the one before.
 * Such an identifier may be in parentheses, and so may a whole expression or a number: what an opening parenthesis begins is known
 * only from what follows, so that {@link #operand} takes all that may stand at a place, and tells what it was.
 */
final class Parser {
    private static final int MAX_DEPTH = 200;   // parentheses, negations and index brackets in each other
    /** How strongly the arithmetic operators bind; those without a number take all that follows them. */
    private static final Map<String, Integer> PRECEDENCE = Map.of("|", 1, "&", 2, "<<", 3, ">>", 3, "+", 4, "-", 4, "*", 5, "/", 5);
    private static final int GREEDY = 0;
    private static final int SIGN = 6;
    private static final Map<String, Integer> OPERATORS = Map.of("|", Op.OR_X, "&", Op.AND_X, "<<", Op.SHIFT_LEFT_X, ">>", Op.SHIFT_RIGHT_X,
        "+", Op.ADD_X, "-", Op.SUBTRACT_X, "*", Op.MULTIPLY_X, "/", Op.DIVIDE_X, "%", Op.MODULO_X, "^", Op.XOR_X);

    private final Unit unit;
    private final Tokens tokens;
    private final Addresses addresses;
    private final Protocols protocols;
    private final Arithmetic arithmetic;
    private final Identifiers identifiers;
    private final Primitives primitives;
    private int depth;

    private Parser(List<Token> all, Unit unit) {
        this.unit = unit;
        this.tokens = new Tokens(all, unit);
        LinkLayer link = new LinkLayer(unit);
        Ports ports = new Ports(unit, link);
        this.addresses = new Addresses(unit, link);
        this.protocols = new Protocols(unit, link);
        this.arithmetic = new Arithmetic(unit, protocols, ports);
        this.identifiers = new Identifiers(unit, tokens, addresses, ports, protocols);
        this.primitives = new Primitives(unit, tokens, link, new Tunnels(unit, link, ports));
    }

    /** @return the program; it rejects all packets when the link type cannot have what is asked for, which {@link Unit#impossible} tells */
    static Program program(List<Token> tokens, Unit unit) throws FilterException {
        if (tokens.size() == 1) return new Program(new int[0], Program.ACCEPT, 0);
        return new Parser(tokens, unit).whole();
    }

    private Program whole() throws FilterException {
        Operand all = chain(first());
        if (tokens.peek().kind() != Token.Kind.END) throw tokens.wrong("expected 'and' or 'or' before it");
        Program program = unit.finish(all.condition);
        return unit.impossible() == null ? program : new Program(new int[0], Program.REJECT, 0);
    }

    /** What an operand is. */
    private enum What { CONDITION, IDENTIFIER, IDENTIFIERS_IN_PARENTHESES, NUMBER, VALUE }

    /**
     * @param qualifiers for the identifiers that follow
     * @param token where it begins
     * @param number if it is a NUMBER: nothing is generated for it yet
     * @param value if it is a VALUE: one that was not compared yet
     */
    private record Operand(What what, Condition condition, Qualifiers qualifiers, Token token, int number, Value value) {
        static Operand condition(Condition condition, Qualifiers qualifiers, Token token) {
            return new Operand(What.CONDITION, condition, qualifiers, token, 0, null);
        }

        Operand inParentheses(Token open) {
            return new Operand(What.IDENTIFIERS_IN_PARENTHESES, condition, qualifiers, open, 0, null);
        }

        Operand as(What what, Condition condition) {
            return new Operand(what, condition, qualifiers, token, number, value);
        }
    }

    /** The first operand of an expression, which has nothing to inherit. */
    private Operand first() throws FilterException {
        Operand first = operand(Qualifiers.NONE, false, true);
        return asCondition(first, false);
    }

    /** More operands, joined by and and or. */
    private Operand chain(Operand first) throws FilterException {
        Operand left = first;
        while (tokens.peek().is("and") || tokens.peek().is("or")) {
            boolean and = tokens.take().is("and");
            Operand right = asCondition(operand(left.qualifiers, true, true), true);
            left = right.as(What.CONDITION, and ? unit.and(left.condition, right.condition) : unit.or(left.condition, right.condition));
        }
        return left;
    }

    /** Identifiers in parentheses: the first is read already. */
    private Operand identifierChain(Operand first) throws FilterException {
        Operand left = first;
        while (tokens.peek().is("and") || tokens.peek().is("or")) {
            boolean and = tokens.take().is("and");
            Operand right = asCondition(operand(first.qualifiers, true, false), true);
            left = left.as(What.IDENTIFIER, and ? unit.and(left.condition, right.condition) : unit.or(left.condition, right.condition));
        }
        return left;
    }

    /** Makes a condition of a number, where identifiers may stand. */
    private Operand asCondition(Operand operand, boolean identifiersToo) throws FilterException {
        if (operand.what == What.VALUE || operand.what == What.NUMBER && !identifiersToo) {
            throw unit.syntax(operand.token, "a number alone is no condition; compare it, as in 'len > 100', or say what it is, as in 'port 80'");
        }
        if (operand.what != What.NUMBER) return operand;
        return operand.as(What.IDENTIFIER, identifiers.number(operand.qualifiers, operand.token, operand.number));
    }

    /**
     * @param inherited qualifiers for identifiers without their own
     * @param identifier whether an identifier may stand here
     * @param condition whether a condition or a comparison may stand here
     */
    private Operand operand(Qualifiers inherited, boolean identifier, boolean condition) throws FilterException {
        Token token = tokens.peek();
        if (++depth > MAX_DEPTH) throw unit.syntax(token, "the expression is nested more than " + MAX_DEPTH + " deep");
        try {
            if (tokens.takeIf("!")) return negated(asCondition(operand(inherited, identifier, condition), identifier));
            if (token.is("(")) return parentheses(inherited, identifier, condition);
            if (token.kind() == Token.Kind.NUMBER) {
                tokens.take();
                return compared(new Operand(What.NUMBER, null, inherited, token, token.number(), null), condition);
            }
            if (identifier && Identifiers.isOne(token)) {
                return new Operand(What.IDENTIFIER, identifiers.next(inherited), inherited, token, 0, null);
            }
            if (condition) return primitive(token);
        } finally {
            depth--;
        }
        throw noIdentifier(token);
    }

    private FilterException noIdentifier(Token token) {
        boolean word = token.kind() == Token.Kind.WORD && Character.isLetter(token.text().charAt(0));
        String escape = word ? "; if the name is meant, write \\" + token.text() + " (and quote it for the shell)" : "";
        return tokens.wrong("expected an address, a port or a name" + escape);
    }

    private Operand negated(Operand operand) {
        return operand.as(operand.what == What.CONDITION ? What.CONDITION : What.IDENTIFIER, operand.condition.not());
    }

    private Operand parentheses(Qualifiers inherited, boolean identifier, boolean condition) throws FilterException {
        Token open = tokens.take();
        Operand first = operand(inherited, identifier, condition);
        boolean joined = tokens.peek().is("and") || tokens.peek().is("or");
        Operand inside = switch (first.what) {
            case CONDITION -> {
                Operand all = chain(first);
                yield new Operand(What.CONDITION, all.condition, inherited, open, 0, null);
            }
            case IDENTIFIER -> identifierChain(first).inParentheses(open);
            case IDENTIFIERS_IN_PARENTHESES -> throw unit.syntax(first.token, "a list in parentheses cannot be the first of a list; put it last");
            case NUMBER -> joined ? identifierChain(asCondition(first, identifier)).inParentheses(open) : first;
            case VALUE -> first;
        };
        tokens.expect(")", "expected ')' for the '(' at character " + (open.position() + 1));
        return inside.what == What.NUMBER || inside.what == What.VALUE ? compared(inside, condition) : inside;
    }

    private Operand primitive(Token token) throws FilterException {
        Protocol protocol = token.kind() == Token.Kind.WORD ? Words.PROTOCOLS.get(token.text()) : null;
        if (protocol != null && tokens.second().is("[") || token.is("len") || token.is("-")) {
            return compared(new Operand(What.VALUE, null, Qualifiers.NONE, token, 0, atom()), true);
        }
        if (token.kind() == Token.Kind.WORD && Words.FOREIGN.containsKey(token.text())) {
            throw tokens.wrong("it belongs to " + Words.FOREIGN.get(token.text()) + ", which filters here do not know");
        }
        if (protocol != null) tokens.take();
        unit.at(token);
        Condition own = protocol == null || isWlan(tokens.peek()) ? primitives.next() : null;
        if (own != null) return Operand.condition(own, Qualifiers.NONE, token);
        if (tokens.takeIf("broadcast")) return Operand.condition(addresses.broadcast(protocol), Qualifiers.NONE, token);
        if (tokens.takeIf("multicast")) return Operand.condition(addresses.multicast(protocol), Qualifiers.NONE, token);
        Qualifiers qualifiers = qualifiers(protocol);
        if (qualifiers != null) {
            Operand identifier = asCondition(operand(qualifiers, true, false), true);
            return Operand.condition(identifier.condition, qualifiers, token);
        }
        if (protocol == null) throw noPrimitive(token);
        return Operand.condition(protocols.is(protocol), Qualifiers.NONE, token);
    }

    private static boolean isWlan(Token token) {
        return token.is("type") || token.is("subtype") || token.is("dir");
    }

    private FilterException noPrimitive(Token token) {
        if (Identifiers.isOne(token)) return tokens.wrong("it needs a word before it that says what it is: host, net, port, proto, ...");
        return tokens.wrong("expected a condition, such as 'tcp port 80' or 'host 192.0.2.1'");
    }

    /** @return null when none follow */
    private Qualifiers qualifiers(Protocol protocol) {
        Direction direction = direction();
        Kind kind = kind(direction != Direction.ANY);
        if (kind == null) return direction == Direction.ANY ? null : new Qualifiers(protocol, direction, Kind.ADDRESS);
        return new Qualifiers(protocol, direction, kind);
    }

    private Direction direction() {
        Direction direction = switch (word()) {
            case "src" -> Direction.SOURCE;
            case "dst" -> Direction.DESTINATION;
            case "addr1" -> Direction.ADDRESS_1;
            case "addr2" -> Direction.ADDRESS_2;
            case "addr3" -> Direction.ADDRESS_3;
            case "addr4" -> Direction.ADDRESS_4;
            case "ra" -> Direction.RECEIVER;
            case "ta" -> Direction.TRANSMITTER;
            default -> Direction.ANY;
        };
        if (direction == Direction.ANY) return direction;
        tokens.take();
        String other = direction == Direction.SOURCE ? "dst" : direction == Direction.DESTINATION ? "src" : null;
        if (other == null || !tokens.second().is(other)) return direction;
        if (!tokens.peek().is("or") && !tokens.peek().is("and")) return direction;
        Direction both = tokens.take().is("or") ? Direction.EITHER : Direction.BOTH;
        tokens.take();
        return both;
    }

    private Kind kind(boolean directed) {
        Kind kind = switch (word()) {
            case "host" -> Kind.HOST;
            case "net" -> Kind.NET;
            case "port" -> Kind.PORT;
            case "portrange" -> Kind.PORT_RANGE;
            case "proto" -> directed ? null : Kind.PROTOCOL;
            case "protochain" -> directed ? null : Kind.PROTOCOL_CHAIN;
            case "gateway" -> directed ? null : Kind.GATEWAY;
            default -> null;
        };
        if (kind != null) tokens.take();
        return kind;
    }

    private String word() {
        return tokens.peek().kind() == Token.Kind.WORD ? tokens.peek().text() : "";
    }

    /** Goes on behind a number or value, if an operator or a comparison follows and may. */
    private Operand compared(Operand first, boolean condition) throws FilterException {
        boolean follows = OPERATORS.containsKey(word()) || comparison(word()) != 0;
        if (!condition || !follows) return first;
        unit.at(first.token);
        Value left = combined(first.what == What.NUMBER ? arithmetic.number(first.number) : first.value, GREEDY);
        int jump = comparison(word());
        if (jump == 0) return new Operand(What.VALUE, null, first.qualifiers, first.token, 0, left);
        String sign = tokens.take().text();
        Value right = value(GREEDY);
        boolean not = sign.equals("<") || sign.equals("<=") || sign.equals("!=");
        return Operand.condition(arithmetic.compare(jump, not, left, right), Qualifiers.NONE, first.token);
    }

    private static int comparison(String sign) {
        return switch (sign) {
            case "=", "!=" -> Op.IF_EQUAL_X;
            case ">", "<=" -> Op.IF_GREATER_X;
            case ">=", "<" -> Op.IF_AT_LEAST_X;
            default -> 0;
        };
    }

    /** A value, with the operators behind it that bind more strongly than {@code than}. */
    private Value value(int than) throws FilterException {
        if (++depth > MAX_DEPTH) throw unit.syntax(tokens.peek(), "the expression is nested more than " + MAX_DEPTH + " deep");
        try {
            return combined(atom(), than);
        } finally {
            depth--;
        }
    }

    private Value combined(Value first, int than) throws FilterException {
        Value left = first;
        while (OPERATORS.containsKey(word())) {
            String sign = word();
            int strength = PRECEDENCE.getOrDefault(sign, GREEDY);
            if (strength != GREEDY && strength <= than) break;
            Token operator = tokens.take();
            Value right = value(strength);
            unit.at(operator);
            left = arithmetic.combine(OPERATORS.get(sign), left, right);
        }
        return left;
    }

    private Value atom() throws FilterException {
        Token token = tokens.peek();
        unit.at(token);
        if (token.kind() == Token.Kind.NUMBER) return arithmetic.number(tokens.take().number());
        if (tokens.takeIf("len")) return arithmetic.length();
        if (tokens.takeIf("-")) return arithmetic.negative(value(SIGN));
        if (tokens.takeIf("(")) {
            Value inside = value(GREEDY);
            tokens.expect(")", "expected ')' or an operator");
            return inside;
        }
        Protocol protocol = Words.PROTOCOLS.get(word());
        if (protocol == null || !tokens.second().is("[")) throw tokens.wrong("expected a number, 'len', or a load such as tcp[13]");
        tokens.take();
        tokens.take();
        Value index = value(GREEDY);
        int size = tokens.takeIf(":") ? tokens.number("the size of a load: 1, 2 or 4") : 1;
        tokens.expect("]", "expected ']' or ':'");
        unit.at(token);
        return arithmetic.load(protocol, index, size);
    }
}
