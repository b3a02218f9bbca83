package io.ritorno.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class UnfitTest {
    @Test
    void whatWasKeptIsToldInTheReadersLanguage() {
        var kept = new Unfit("currency", "no-rate", "EUR").kept();
        assertThat(kept).isEqualTo("[\"currency\",\"no-rate\",\"EUR\"]");
        assertThat(Unfit.told(kept, Locale.ENGLISH))
                .startsWith("currency: there is no rate for EUR");
        assertThat(Unfit.told(kept, Locale.ITALIAN))
                .startsWith("currency: non c’è un cambio per EUR");
        assertThat(Unfit.told(kept, Locale.of("pl"))).startsWith("currency: nie ma kursu dla EUR");
    }

    @Test
    void whoKnowsTheFieldNamesIt() {
        var unfit = new Unfit(null, "not-a-number", "[a, \"b\"]");
        assertThat(Unfit.told(unfit.in("quantity").kept(), Locale.ENGLISH))
                .isEqualTo("quantity is not a number: [a, \"b\"]");
    }

    /// Reasons of before there were codes, and what only looks like one of ours.
    @Test
    void sentencesStayAsTheyAre() {
        for (var sentence : new String[] {"order_id is missing", "[half", "[]", ""})
            assertThat(Unfit.told(sentence, Locale.ITALIAN)).isEqualTo(sentence);
    }
}
