package io.ritorno.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Ids are UUIDs of three makes, all of RFC 9562:
///
/// - [#next]: version 7, for rows born here; in one process they grow with the clock.
/// - [#stable]: version 8, a hash of names, for things that come from outside: a repeat meets its
///   earlier self.
/// - [#stableAt]: version 7 in form, a time and a hash: repeatable, and the time can be read from
///   it.
public final class Ids {
    private static final AtomicLong LAST = new AtomicLong();

    /// A minute. A clock that stands further back than that was set back, or is another clock: the
    /// time in an id is worth more than the order among ids.
    private static final long MOST_AHEAD = 60_000L << 12;

    private Ids() {}

    /// A new id. Ids made by one process sort in the order in which they were made, unless its
    /// clock goes back by more than a minute.
    public static UUID next(Instant now) {
        // 48 bits of milliseconds, then 12 bits that count within one
        var time = now.toEpochMilli() << 12;
        var stamp =
                LAST.updateAndGet(
                        last -> last - time > MOST_AHEAD ? time : Math.max(last + 1, time));
        var msb = (stamp >>> 12 << 16) | 0x7000L | (stamp & 0xfff);
        var lsb = ThreadLocalRandom.current().nextLong() >>> 2 | 0x8000000000000000L;
        return new UUID(msb, lsb);
    }

    /// The id that these names always have. The order of the names counts, and no two lists of
    /// names run into one another.
    public static UUID stable(String... names) {
        var hash = ByteBuffer.wrap(hash(names));
        var msb = (hash.getLong() & ~0xf000L) | 0x8000L;
        var lsb = hash.getLong() >>> 2 | 0x8000000000000000L;
        return new UUID(msb, lsb);
    }

    /// The id that these names always have at this millisecond.
    public static UUID stableAt(Instant at, String... names) {
        var hash = ByteBuffer.wrap(hash(names));
        var msb = (at.toEpochMilli() << 16) | 0x7000L | (hash.getLong() & 0xfff);
        var lsb = hash.getLong() >>> 2 | 0x8000000000000000L;
        return new UUID(msb, lsb);
    }

    /// The millisecond in an id made by [#next] or [#stableAt].
    public static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    private static byte[] hash(String... names) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var name : names) {
                var bytes = name.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
