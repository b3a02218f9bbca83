package io.ritorno.segment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ritorno.platform.Unfit;
import java.time.LocalDate;
import java.util.List;

/// What a value must be: an attribute of a person or a property of an event. A value that is
/// missing, or of another kind than the test is for, passes none but [Known] and the tests that say
/// *not*.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ValueTest.Text.class, name = "text"),
    @JsonSubTypes.Type(value = ValueTest.Number.class, name = "number"),
    @JsonSubTypes.Type(value = ValueTest.Flag.class, name = "boolean"),
    @JsonSubTypes.Type(value = ValueTest.Date.class, name = "date"),
    @JsonSubTypes.Type(value = ValueTest.Anniversary.class, name = "anniversary"),
    @JsonSubTypes.Type(value = ValueTest.Items.class, name = "list"),
    @JsonSubTypes.Type(value = ValueTest.Known.class, name = "known"),
})
public sealed interface ValueTest {
    /// One of `values` for `is`, `contains`, …; none of them for `is-not` and `contains-not`.
    /// Letters match whatever their case.
    record Text(TextOp op, List<String> values) implements ValueTest {
        public Text {
            Checks.present(op, "op");
            values = Checks.names(values, "values");
        }
    }

    enum TextOp {
        @JsonProperty("is")
        IS,
        @JsonProperty("is-not")
        IS_NOT,
        @JsonProperty("contains")
        CONTAINS,
        @JsonProperty("contains-not")
        CONTAINS_NOT,
        @JsonProperty("starts-with")
        STARTS_WITH,
        @JsonProperty("ends-with")
        ENDS_WITH
    }

    /// A number, or a text that is written as one.
    record Number(Decimal is) implements ValueTest {
        public Number {
            Checks.present(is, "is");
        }
    }

    record Flag(boolean is) implements ValueTest {}

    /// A text that begins with a day, `2026-11-21`. Its time, if it has one, does not count.
    record Date(When is) implements ValueTest {
        public Date {
            Checks.present(is, "is");
            if (is.hours() != null) throw new Unfit("is", "date-not-hours");
        }
    }

    /// A day whose yearly return is `from` to `to` days from today, both included: 0 to 7 is in the
    /// next seven days, -1 to -1 was yesterday. 29 February returns on the 28th in other years.
    record Anniversary(int from, int to) implements ValueTest {
        public Anniversary {
            Checks.between(from, "from", -366, 366);
            Checks.between(to, "to", -366, 366);
            if (from > to) throw new Unfit("from", "ends-reversed");
        }

        /// Whether the day returns in that time.
        boolean returns(LocalDate day, LocalDate today) {
            var first = today.plusDays(from);
            var years = first.getYear() - day.getYear();
            var next = day.plusYears(years);
            if (next.isBefore(first)) next = day.plusYears(years + 1L);
            return !next.isAfter(today.plusDays(to));
        }
    }

    /// A list of texts that holds any, all or none of `values`. Case counts.
    record Items(ListOp op, List<String> values) implements ValueTest {
        public Items {
            Checks.present(op, "op");
            values = Checks.names(values, "values");
        }
    }

    enum ListOp {
        @JsonProperty("has-any")
        HAS_ANY,
        @JsonProperty("has-all")
        HAS_ALL,
        @JsonProperty("has-none")
        HAS_NONE
    }

    /// Whether there is a value at all, of whatever kind.
    record Known(boolean is) implements ValueTest {}

    /// Whether it denies what its opposite asks for, so that a missing value passes.
    default boolean denies() {
        return switch (this) {
            case Text(var op, _) -> op == TextOp.IS_NOT || op == TextOp.CONTAINS_NOT;
            case Items(var op, _) -> op == ListOp.HAS_NONE;
            case Known(var is) -> !is;
            case Number _, Flag _, Date _, Anniversary _ -> false;
        };
    }
}
