package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ritorno.content.Mail;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeptMailTest {
    @Property(tries = 300)
    void comesOutAsItWentIn(@ForAll String html, @ForAll String text) {
        // half of a pair of surrogates has no form in UTF-8; PostgreSQL never took one
        var mail = new Mail("Cześć", whole(html), whole(text));
        assertThat(KeptMail.of(mail).mail()).isEqualTo(mail);
    }

    private static String whole(String text) {
        var bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void aPageTakesAFractionOfItsLength() {
        var row = "<tr><td style=\"padding:12px 0\">Buty trekkingowe męskie %d</td></tr>\n";
        var html = new StringBuilder();
        for (var i = 0; i < 200; i++) html.append(row.formatted(i));
        var kept = KeptMail.of(new Mail("s", html.toString(), "Buty"));
        assertThat(kept.packed().length).isLessThan(html.length() / 5);
    }

    @Test
    void otherBytesAreNoMail() {
        assertThatThrownBy(() -> new KeptMail("s", new byte[] {1, 2, 3, 4, 5}).mail())
                .isInstanceOf(IllegalStateException.class);
    }
}
