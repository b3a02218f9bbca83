package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class QuotedPrintableTest {
    @Test
    void whatCouldBeLostOrMistakenIsWrittenInDigits() {
        assertThat(encoded("a=b ż\u007f\u0001")).isEqualTo("a=3Db =C5=BC=7F=01");
        assertThat(encoded("blank \ntab\t\r\nend ")).isEqualTo("blank=20\r\ntab=09\r\nend=20");
        assertThat(encoded("a\rb")).isEqualTo("a=0Db");
    }

    @Test
    void linesHave76CharactersWithTheMarkOfASoftBreak() {
        var line = "x".repeat(75);
        assertThat(encoded(line)).isEqualTo(line);
        assertThat(encoded(line + "yz")).isEqualTo(line + "=\r\nyz");
        assertThat(encoded("x".repeat(73) + "=")).isEqualTo("x".repeat(73) + "=\r\n=3D");
        assertThat(encoded("x".repeat(72) + "=")).isEqualTo("x".repeat(72) + "=3D");
    }

    @Property(tries = 300)
    void mailLibrariesReadItBack(@ForAll("texts") String text) throws Exception {
        var encoded = QuotedPrintable.encode(text.getBytes(StandardCharsets.UTF_8));
        var read = MimeUtility.decode(new ByteArrayInputStream(encoded), "quoted-printable");
        assertThat(new String(read.readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(text.replace("\r\n", "\n").replace("\n", "\r\n"));
        assertThat(new String(encoded, StandardCharsets.US_ASCII).split("\r\n"))
                .allMatch(line -> line.length() <= 76 && line.matches("[\\t -~]*"));
    }

    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("abc  \t==\r\n\n.ąęż€\u007f")
                .withChars('\ud83d', '\ude00')
                .ofMaxLength(400)
                // half of a character has no UTF-8
                .map(
                        text ->
                                new String(
                                        text.getBytes(StandardCharsets.UTF_8),
                                        StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return new String(
                QuotedPrintable.encode(text.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.US_ASCII);
    }
}
