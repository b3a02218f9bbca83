package io.ritorno.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;
import tools.jackson.databind.json.JsonMapper;

class ReasonTest {
    @Test
    void whatWasKeptIsToldInTheReadersLanguage() {
        var kept = new Unfit("currency", "no-rate", "EUR").kept();
        assertThat(kept).isEqualTo("[\"currency\",\"no-rate\",\"EUR\"]");
        assertThat(Reason.told(kept, Locale.ENGLISH))
                .startsWith("currency: there is no rate for EUR");
        assertThat(Reason.told(kept, Locale.ITALIAN))
                .startsWith("currency: non c’è un cambio per EUR");
        assertThat(Reason.told(kept, Locale.of("pl"))).startsWith("currency: nie ma kursu dla EUR");
    }

    @Test
    void whoKnowsTheFieldNamesIt() {
        var unfit = new Unfit(null, "not-a-number", "[a, \"b\"]");
        assertThat(Reason.told(unfit.in("quantity").kept(), Locale.ENGLISH))
                .isEqualTo("quantity is not a number: [a, \"b\"]");
    }

    @Test
    void reasonsStandInOneAnother() {
        var reason =
                Reason.of(
                        "at-step",
                        "s2",
                        Reason.about("subject", "at-line", 3, Reason.of("missing")));
        assertThat(reason.in(Locale.ENGLISH)).isEqualTo("step s2: subject line 3: is missing");
        assertThat(Reason.told(reason.kept(), Locale.ITALIAN))
                .isEqualTo("passaggio s2: subject riga 3: manca");
    }

    @Test
    void answerTellsThemInTheLanguageOfTheCall() {
        var json = JsonMapper.shared();
        var details = json.createObjectNode().put("why", Reason.of("mail-no-text").kept());
        assertThat(json.writeValueAsString(Reason.of("missing"))).isEqualTo("\"is missing\"");
        LocaleContextHolder.setLocale(Locale.ITALIAN);
        try {
            assertThat(json.writeValueAsString(Reason.of("missing"))).isEqualTo("\"manca\"");
            assertThat(Reason.told(details).get("why").asString()).isEqualTo("manca il testo");
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
        assertThat(Reason.told(details).get("why").asString()).isEqualTo("there is no text");
    }

    /// Reasons of before there were codes, and what only looks like one of ours.
    @Test
    void sentencesStayAsTheyAre() {
        for (var sentence : new String[] {"order_id is missing", "[half", "[]", ""})
            assertThat(Reason.told(sentence, Locale.ITALIAN)).isEqualTo(sentence);
    }
}
