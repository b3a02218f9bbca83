package io.ritorno.imports;

import io.ritorno.platform.Problem;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Cuts a file into pieces that end where a row ends, while it arrives and whatever its size. Knows
/// just enough CSV for that: a line break within quotes ends no row.
final class Splitter {
    /// Bytes of a piece, about.
    static final int PIECE = 1 << 20;

    /// No row is longer; a quote that is never closed would make one of the rest of the file.
    static final int LONGEST_ROW = 4 << 20;

    private final InputStream in;
    private final boolean quotes;
    private int separator = -1;
    private final byte[] buffer = new byte[64 << 10];
    private int at;
    private int end;

    // where in a row we stand
    private boolean fieldStarts = true;
    private boolean quoted;

    /// A piece of whole rows.
    record Piece(byte[] bytes, int rows) {}

    private Splitter(InputStream in, boolean quotes) {
        this.in = in;
        this.quotes = quotes;
    }

    /// @param in plain or gzipped; a byte order mark is left out
    static Splitter of(InputStream in, Format format) throws IOException {
        var plain = new BufferedInputStream(in, 64 << 10);
        plain.mark(4);
        var magic = plain.readNBytes(2);
        plain.reset();
        if (magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b)
            plain = new BufferedInputStream(new GZIPInputStream(plain, 64 << 10), 64 << 10);
        plain.mark(4);
        var mark = plain.readNBytes(3);
        if (mark.length != 3
                || mark[0] != (byte) 0xEF
                || mark[1] != (byte) 0xBB
                || mark[2] != (byte) 0xBF) plain.reset();
        return new Splitter(plain, format == Format.CSV);
    }

    void separator(char separator) {
        this.separator = separator;
    }

    /// The next row with its line break, or null at the end.
    byte @Nullable [] row() throws IOException {
        var piece = piece(1);
        return piece == null ? null : piece.bytes;
    }

    /// Rows of at least `bytes` together, fewer at the end; null when nothing is left.
    ///
    /// @throws Problem 400 when a row is too long
    @Nullable Piece piece(int bytes) throws IOException {
        var out = new ByteArrayOutputStream(bytes == 1 ? 256 : bytes + 4096);
        var rows = 0;
        var rowStart = 0;
        while (true) {
            if (at == end) {
                end = in.read(buffer);
                at = 0;
                if (end <= 0) {
                    end = 0;
                    if (out.size() == 0) return null;
                    return new Piece(out.toByteArray(), out.size() > rowStart ? rows + 1 : rows);
                }
            }
            var from = at;
            var ends = false;
            while (at < end && !ends) ends = rowEnds(buffer[at++]);
            out.write(buffer, from, at - from);
            if (out.size() - rowStart > LONGEST_ROW) throw Problem.invalid("file", "row-too-long");
            if (!ends) continue;
            rows++;
            rowStart = out.size();
            if (out.size() >= bytes) return new Piece(out.toByteArray(), rows);
        }
    }

    private boolean rowEnds(byte b) {
        if (!quotes) return b == '\n';
        if (quoted) {
            // a doubled quote closes and opens again
            if (b == '"') {
                quoted = false;
                fieldStarts = true;
            }
            return false;
        }
        if (b == '"' && fieldStarts) {
            quoted = true;
            return false;
        }
        fieldStarts = b == '\n' || b == separator;
        return b == '\n';
    }
}
