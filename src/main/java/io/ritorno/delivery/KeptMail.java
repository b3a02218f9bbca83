package io.ritorno.delivery;

import com.github.luben.zstd.Zstd;
import io.ritorno.content.Mail;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A mail as it is kept: packed, since nearly all of a page is the same words again and again.
///
/// What is packed with Zstandard (RFC 8878): the number of bytes of the HTML, four of them with the
/// highest first, the HTML, and the text up to the end; both in UTF-8.
public record KeptMail(String subject, byte[] packed) {
    /// The quickest of the usual levels; higher ones save a tenth for twice the time.
    private static final int LEVEL = 1;

    static KeptMail of(Mail mail) {
        var html = mail.html().getBytes(StandardCharsets.UTF_8);
        var text = mail.text().getBytes(StandardCharsets.UTF_8);
        var whole = ByteBuffer.allocate(4 + html.length + text.length);
        whole.putInt(html.length).put(html).put(text);
        return new KeptMail(mail.subject(), Zstd.compress(whole.array(), LEVEL));
    }

    /// The mail of a row of `message_body`, of which `subject`, `html`, `text` and `packed` are
    /// read: those of before there was `packed` have it in the two before.
    public static Mail read(ResultSet row) throws SQLException {
        var subject = row.getString("subject");
        var packed = row.getBytes("packed");
        return packed == null
                ? new Mail(subject, row.getString("html"), row.getString("text"))
                : new KeptMail(subject, packed).mail();
    }

    /// @throws IllegalStateException when the bytes are not what [#of] makes
    Mail mail() {
        var size = Zstd.getFrameContentSize(packed);
        if (size < 4) throw new IllegalStateException("a kept mail of " + size + " bytes");
        var whole = ByteBuffer.wrap(Zstd.decompress(packed, Math.toIntExact(size)));
        var html = new byte[whole.getInt()];
        whole.get(html);
        var text = new byte[whole.remaining()];
        whole.get(text);
        return new Mail(
                subject,
                new String(html, StandardCharsets.UTF_8),
                new String(text, StandardCharsets.UTF_8));
    }
}
