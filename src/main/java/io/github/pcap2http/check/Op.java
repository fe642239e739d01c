package io.github.pcap2http.check;

/** How two values are compared. */
enum Op {
    EQUAL("=="), UNEQUAL("!="), LESS("<"), AT_MOST("<="), MORE(">"), AT_LEAST(">=");

    final String sign;

    Op(String sign) {
        this.sign = sign;
    }

    /** @param order below 0, 0 or above: as the left value is to the right one */
    boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case UNEQUAL -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case MORE -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }

    static Op of(String sign) {
        for (Op op : values()) {
            if (op.sign.equals(sign)) return op;
        }
        return null;
    }
}
