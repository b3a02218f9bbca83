package io.ritorno.segment;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ritorno.platform.Unfit;
import io.ritorno.profile.Gender;
import java.util.LinkedHashSet;
import java.util.List;

/// The traits that every shop has, and where `profile_trait t` keeps them.
public enum TraitName {
    @JsonProperty("email")
    EMAIL("t.email", Kind.TEXT),
    @JsonProperty("emailDomain")
    EMAIL_DOMAIN("substring(t.email from '@([^@]*)$')", Kind.TEXT),
    @JsonProperty("phone")
    PHONE("t.phone", Kind.TEXT),
    @JsonProperty("externalId")
    EXTERNAL_ID("t.external_id", Kind.TEXT),
    @JsonProperty("firstName")
    FIRST_NAME("t.first_name", Kind.TEXT),
    @JsonProperty("lastName")
    LAST_NAME("t.last_name", Kind.TEXT),
    @JsonProperty("gender")
    GENDER("t.gender", Kind.TEXT),
    @JsonProperty("locale")
    LOCALE("t.locale", Kind.TEXT),
    @JsonProperty("timezone")
    TIMEZONE("t.timezone", Kind.TEXT),
    @JsonProperty("country")
    COUNTRY("t.country", Kind.TEXT),
    @JsonProperty("city")
    CITY("t.city", Kind.TEXT),
    @JsonProperty("company")
    COMPANY("t.company", Kind.TEXT),
    @JsonProperty("birthday")
    BIRTHDAY("t.birthday", Kind.DATE),
    @JsonProperty("tags")
    TAGS("t.tags", Kind.LIST);

    enum Kind {
        TEXT,
        DATE,
        LIST
    }

    final String sql;
    final Kind kind;

    TraitName(String sql, Kind kind) {
        this.sql = sql;
        this.kind = kind;
    }

    /// The test in the words in which the trait is kept: whoever asks for women means `f`.
    ///
    /// @throws Unfit when it asks for what the trait never is
    ValueTest understood(ValueTest test) {
        if (this != GENDER || !(test instanceof ValueTest.Text(var op, var values))) return test;
        if (op != ValueTest.TextOp.IS && op != ValueTest.TextOp.IS_NOT)
            throw new Unfit("test", "gender-in-pieces");
        var kept = new LinkedHashSet<String>();
        for (var value : values)
            kept.add(
                    Gender.of(value)
                            .orElseThrow(() -> new Unfit("test", "not-a-gender", value))
                            .kept());
        return new ValueTest.Text(op, List.copyOf(kept));
    }

    boolean takes(ValueTest test) {
        return switch (test) {
            case ValueTest.Known _ -> true;
            case ValueTest.Text _ -> kind == Kind.TEXT;
            case ValueTest.Date _, ValueTest.Anniversary _ -> kind == Kind.DATE;
            case ValueTest.Items _ -> kind == Kind.LIST;
            case ValueTest.Number _, ValueTest.Flag _ -> false;
        };
    }
}
