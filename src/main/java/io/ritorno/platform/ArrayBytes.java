package io.ritorno.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/// Arrays in PostgreSQL's binary form. The driver writes most of them as text, which both sides
/// then spend more time on than on anything else that is done with the rows.
///
/// One dimension: the number of dimensions, whether there are nulls, the type of the elements, how
/// many there are, the index of the first; then each with its length before it, −1 for null.
public final class ArrayBytes {
    /// The types that can be written.
    enum Type {
        BOOL(Oid.BOOL, Oid.BOOL_ARRAY, 1),
        INT(Oid.INT4, Oid.INT4_ARRAY, 4),
        LONG(Oid.INT8, Oid.INT8_ARRAY, 8),
        DATE(Oid.DATE, Oid.DATE_ARRAY, 4),
        TIME(Oid.TIMESTAMPTZ, Oid.TIMESTAMPTZ_ARRAY, 8),
        UUID(Oid.UUID, Oid.UUID_ARRAY, 16),
        BYTES(Oid.BYTEA, Oid.BYTEA_ARRAY, 256),
        TEXT(Oid.TEXT, Oid.TEXT_ARRAY, 32),
        JSON(Oid.JSONB, Oid.JSONB_ARRAY, 256);

        private final int element;
        private final int array;
        private final int width;

        Type(int element, int array, int width) {
            this.element = element;
            this.array = array;
            this.width = width;
        }
    }

    private static final int HEAD = 20;
    private static final long EPOCH_SECOND = 946_684_800; // 2000-01-01T00:00Z
    private static final int EPOCH_DAY = 10_957;
    private static final byte JSON_VERSION = 1;

    private final Type type;
    private ByteBuffer bytes;
    private int count;
    private boolean nulls;

    ArrayBytes(Type type, int expected) {
        this.type = type;
        this.bytes = ByteBuffer.allocate(HEAD + expected * (4 + type.width));
        bytes.position(HEAD);
    }

    /// An array of ids for `= any(?)`.
    public static Array uuids(Connection connection, UUID[] ids) throws SQLException {
        var array = new ArrayBytes(Type.UUID, ids.length);
        for (var id : ids) array.add(id);
        return array.on(connection);
    }

    /// Appends a value of the array's type: for times an [Instant], for dates a [LocalDate], for
    /// texts and JSON anything whose `toString` is it.
    void add(@Nullable Object value) {
        count++;
        if (value == null) {
            nulls = true;
            room(4).putInt(-1);
            return;
        }
        switch (type) {
            case BOOL -> room(5).putInt(1).put((byte) ((Boolean) value ? 1 : 0));
            case INT -> room(8).putInt(4).putInt((Integer) value);
            case LONG -> room(12).putInt(8).putLong((Long) value);
            case DATE ->
                    room(8).putInt(4)
                            .putInt(Math.toIntExact(((LocalDate) value).toEpochDay() - EPOCH_DAY));
            case TIME -> room(12).putInt(8).putLong(micros((Instant) value));
            case UUID -> {
                var id = (UUID) value;
                room(20).putInt(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits());
            }
            case BYTES -> {
                var own = (byte[]) value;
                room(4 + own.length).putInt(own.length).put(own);
            }
            case TEXT -> {
                var text = value.toString().getBytes(StandardCharsets.UTF_8);
                room(4 + text.length).putInt(text.length).put(text);
            }
            case JSON -> {
                var text = value.toString().getBytes(StandardCharsets.UTF_8);
                room(5 + text.length).putInt(text.length + 1).put(JSON_VERSION).put(text);
            }
        }
    }

    /// Microseconds since 2000, rounded as the driver rounds a single time.
    private static long micros(Instant at) {
        return Math.addExact(
                Math.multiplyExact(at.getEpochSecond() - EPOCH_SECOND, 1_000_000L),
                (at.getNano() + 500) / 1000);
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            var grown = Math.max(bytes.capacity() * 2, bytes.position() + more);
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), grown)).position(bytes.position());
        }
        return bytes;
    }

    Array on(Connection connection) throws SQLException {
        var head = bytes.duplicate().position(0);
        // an array without elements has no dimension
        head.putInt(count == 0 ? 0 : 1).putInt(nulls ? 1 : 0).putInt(type.element);
        if (count > 0) head.putInt(count).putInt(1);
        var end = count == 0 ? 12 : bytes.position();
        return new PgArray(
                connection.unwrap(BaseConnection.class),
                type.array,
                Arrays.copyOf(bytes.array(), end));
    }
}
