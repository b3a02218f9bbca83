package io.ritorno.delivery;

import java.util.Arrays;

/// Writes text in lines of at most 76 characters of ASCII (RFC 2045 6.7), line ends as CRLF. The
/// mail library's encoder passes on byte by byte through locked streams, which was a third of what
/// a mail cost.
final class QuotedPrintable {
    private static final int LINE = 76;
    private static final byte[] HEX =
            "0123456789ABCDEF".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /// Bytes that always stand for themselves.
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (var c = '!'; c < 127; c++) PLAIN[c] = c != '=';
    }

    private QuotedPrintable() {}

    /// @param text in UTF-8 or another charset that has ASCII's letters; a CR counts only before
    ///   its LF
    static byte[] encode(byte[] text) {
        var out = new byte[text.length + text.length / 4 + 100];
        var size = 0;
        var column = 0;
        for (var i = 0; i < text.length; i++) {
            // nearly all of a page; the last place of a line is the soft break's
            var room = Math.min(Math.min(LINE - 1 - column, out.length - size), text.length - i);
            var run = 0;
            while (run < room && PLAIN[text[i + run] & 255]) {
                out[size + run] = text[i + run];
                run++;
            }
            i += run;
            size += run;
            column += run;
            if (i == text.length) break;
            // a soft break, then the longest that one byte can become
            if (size + 8 > out.length) out = Arrays.copyOf(out, out.length * 2);
            var c = text[i];
            var plain = c > ' ' && c != '=' && c != 127;
            if (!plain) {
                if (lineEnds(text, i)) {
                    if (c == '\r') i++;
                    out[size++] = '\r';
                    out[size++] = '\n';
                    column = 0;
                    continue;
                }
                // a blank at the end of a line would be lost on the way
                plain = (c == ' ' || c == '\t') && i + 1 < text.length && !lineEnds(text, i + 1);
            }
            var width = plain ? 1 : 3;
            // the mark of a soft break must fit too
            if (column + width >= LINE) {
                out[size++] = '=';
                out[size++] = '\r';
                out[size++] = '\n';
                column = 0;
            }
            column += width;
            if (plain) out[size++] = c;
            else {
                out[size++] = '=';
                out[size++] = HEX[c >> 4 & 15];
                out[size++] = HEX[c & 15];
            }
        }
        return Arrays.copyOf(out, size);
    }

    private static boolean lineEnds(byte[] text, int at) {
        return text[at] == '\n' || text[at] == '\r' && at + 1 < text.length && text[at + 1] == '\n';
    }
}
