package io.github.pcap2http.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an expression into tokens. The longest piece that means something wins: {@code tcp-syn} is one number, {@code 80-90} one name. */
final class Lexer {
    private static final String NUMBER = "(?:0[xX][0-9A-Fa-f]+|[0-9]+)";
    private static final String BYTE = "[0-9A-Fa-f]{1,2}";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[-_.A-Za-z0-9]*[.A-Za-z0-9])?");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([^ !()\\n\\t]+)");
    private static final Pattern SIGN = Pattern.compile("&&|\\|\\||>=|<=|!=|==|<<|>>|[-+*/%:\\[\\]!<>()&|^=]");
    private static final Pattern NUMBERS = Pattern.compile(NUMBER);
    private static final Pattern IPV4 = Pattern.compile(NUMBER + "(?:\\." + NUMBER + "){1,3}");
    private static final Pattern ETHERNET = Pattern.compile(BYTE + "(?::" + BYTE + "){5}|" + BYTE + "(?:-" + BYTE + "){5}|"
        + BYTE + "(?:\\." + BYTE + "){5}|[0-9A-Fa-f]{4}(?:\\.[0-9A-Fa-f]{4}){2}|[0-9A-Fa-f]{12}");
    private static final Pattern ARCNET = Pattern.compile("\\$" + BYTE);
    private static final Pattern NO_ETHERNET = Pattern.compile(BYTE + ":+(?:" + BYTE + ":+)+");
    private static final Pattern WITH_COLONS = Pattern.compile("[0-9A-Fa-fxX.]{0,4}:[0-9A-Fa-fxX:.]{1,80}");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Lexer(String text) {
        this.text = text;
    }

    /** @return the tokens of {@code text}, the last one an END */
    static List<Token> tokens(String text) throws FilterException {
        Lexer lexer = new Lexer(text);
        while (lexer.next()) { }
        return lexer.tokens;
    }

    private boolean next() throws FilterException {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) position++;
        if (position == text.length()) {
            take(Token.Kind.END, "", 0);
            return false;
        }
        if (text.charAt(position) != ':' && Character.digit(text.charAt(position), 36) < 0) {
            sign();
            return true;
        }
        String ipv6 = ipv6();
        String ethernet = at(ETHERNET);
        String wrong = at(NO_ETHERNET);
        String name = at(NAME);
        if (ipv6.length() > name.length() && ipv6.length() > ethernet.length() && ipv6.length() >= wrong.length()) {
            take(Token.Kind.IPV6, ipv6, 0);
        } else if (!ethernet.isEmpty() && ethernet.length() >= Math.max(name.length(), wrong.length())) {
            take(Token.Kind.ETHERNET, ethernet, 0);
        } else if (wrong.length() > name.length()) {
            throw wrong("'" + wrong + "' is no address; Ethernet addresses have six parts, as in 00:00:5e:00:53:01");
        } else if (!name.isEmpty()) {
            name(name);
        } else {
            sign();
        }
        return true;
    }

    private void name(String name) throws FilterException {
        Integer constant = Words.CONSTANTS.get(name);
        if (Words.isWord(name)) take(Token.Kind.WORD, name, 0);
        else if (constant != null) take(Token.Kind.NUMBER, name, constant);
        else if (NUMBERS.matcher(name).matches()) take(Token.Kind.NUMBER, name, number(name));
        else if (IPV4.matcher(name).matches()) take(Token.Kind.IPV4, name, 0);
        else take(Token.Kind.NAME, name, 0);
    }

    private void sign() throws FilterException {
        Matcher escaped = ESCAPED.matcher(text).region(position, text.length());
        if (escaped.lookingAt()) {
            tokens.add(new Token(Token.Kind.NAME, escaped.group(1), position, 0));
            position = escaped.end();
            return;
        }
        String sign = at(SIGN);
        if (!sign.isEmpty()) {
            take(Token.Kind.WORD, sign, 0);
        } else {
            String arcnet = at(ARCNET);
            if (arcnet.isEmpty()) {
                throw wrong("this character means nothing here; names of protocols have a backslash before them");
            }
            take(Token.Kind.ARCNET, arcnet, 0);
        }
    }

    /** The longest address at this place, or nothing; its parts are not checked. */
    private String ipv6() {
        String run = at(WITH_COLONS);
        for (int end = run.length(); end > 1; end--) {
            String candidate = run.substring(0, end);
            if (Ipv6Text.isLike(candidate)) return candidate;
        }
        return "";
    }

    private String at(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        return matcher.lookingAt() ? matcher.group() : "";
    }

    private void take(Token.Kind kind, String written, int number) {
        tokens.add(new Token(kind, kind == Token.Kind.WORD ? Words.canonical(written) : written, position, number));
        position += written.length();
    }

    private int number(String digits) throws FilterException {
        Long number = Numbers.parse(digits);
        if (number == null) throw wrong("'" + digits + "' begins with 0 and is therefore octal: it can have the digits 0 to 7");
        if (number > 0xffffffffL) throw wrong("'" + digits + "' does not fit in 32 bits");
        return number.intValue();
    }

    private FilterException wrong(String message) {
        return new FilterException(text, position, message);
    }
}
