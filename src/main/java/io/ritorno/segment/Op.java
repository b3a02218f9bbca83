package io.ritorno.segment;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a number is compared with another.
public enum Op {
    @JsonProperty("=")
    EQUAL("="),
    @JsonProperty("!=")
    NOT_EQUAL("<>"),
    @JsonProperty(">")
    MORE(">"),
    @JsonProperty("<")
    LESS("<"),
    @JsonProperty(">=")
    AT_LEAST(">="),
    @JsonProperty("<=")
    AT_MOST("<="),
    /// Both ends included.
    @JsonProperty("between")
    BETWEEN("between");

    private final String sql;

    Op(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    /// @param order the result of comparing the fact with the value
    /// @param orderTo … and with the upper end, where there is one
    boolean holds(int order, int orderTo) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case MORE -> order > 0;
            case LESS -> order < 0;
            case AT_LEAST -> order >= 0;
            case AT_MOST -> order <= 0;
            case BETWEEN -> order >= 0 && orderTo <= 0;
        };
    }
}
