package io.ritorno.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ritorno.platform.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitterTest {
    @Test
    void lineBreakWithinQuotesEndsNoRow() throws IOException {
        assertThat(rows("a,\"x\ny\"\nb,\"say \"\"hi\"\"\n\"\nc,5\" disc\nd"))
                .containsExactly("a,\"x\ny\"\n", "b,\"say \"\"hi\"\"\n\"\n", "c,5\" disc\n", "d");
    }

    @Test
    void byteOrderMarkIsLeftOut() throws IOException {
        assertThat(rows("\uFEFFa,b\nc,d\n")).containsExactly("a,b\n", "c,d\n");
    }

    @Test
    void packedFileIsUnpacked() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("a\nb\n".getBytes(UTF_8));
        }
        var splitter = Splitter.of(new ByteArrayInputStream(packed.toByteArray()), Format.CSV);
        assertThat(splitter.row()).isEqualTo("a\n".getBytes(UTF_8));
    }

    @Test
    void emptyFileHasNoRow() throws IOException {
        assertThat(rows("")).isEmpty();
    }

    @Test
    void quoteThatIsNeverClosedIsSaid() {
        var text = "a,b\n1,\"" + "x".repeat(Splitter.LONGEST_ROW);
        assertThatThrownBy(() -> rows(text))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("quote that is not closed");
    }

    @Property(tries = 50)
    void piecesTogetherAreTheFile(@ForAll @IntRange(min = 1, max = 300) int size)
            throws IOException {
        var file = "a,\"x\ny\"\nlonger,row,here\n\n\"\"\n".repeat(7) + "end";
        var splitter = Splitter.of(new ByteArrayInputStream(file.getBytes(UTF_8)), Format.CSV);
        splitter.separator(',');
        var all = new StringBuilder();
        var rows = 0;
        for (var piece = splitter.piece(size); piece != null; piece = splitter.piece(size)) {
            all.append(new String(piece.bytes(), UTF_8));
            rows += piece.rows();
        }
        assertThat(all.toString()).isEqualTo(file);
        assertThat(rows).isEqualTo(29);
    }

    private static List<String> rows(String text) throws IOException {
        var splitter = Splitter.of(new ByteArrayInputStream(text.getBytes(UTF_8)), Format.CSV);
        splitter.separator(',');
        var rows = new ArrayList<String>();
        for (var row = splitter.row(); row != null; row = splitter.row())
            rows.add(new String(row, UTF_8));
        return rows;
    }
}
