package io.github.pcap2http.output;

/** Colours of the log, as terminals know them (ECMA-48, SGR). */
public enum Ink {
    DIM("2"), BOLD("1"), RED("31"), GREEN("32"), YELLOW("33"), CYAN("36");

    private static final String START = "\u001b[";
    private static final String END = "\u001b[0m";

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    public String on(String text) {
        return text.isBlank() ? text : START + code + "m" + text + END;
    }

    /** @param status 0 for none */
    static Ink ofStatus(int status) {
        return switch (status / 100) {
            case 1, 3 -> CYAN;
            case 2 -> GREEN;
            case 4 -> YELLOW;
            default -> RED;
        };
    }
}
