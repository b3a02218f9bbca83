package io.ritorno.platform;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.IntStream;

/// The parts over which a shop's rows are spread: `count` of them from `first` on, within [#ALL].
/// An ordinary shop has one. The hash is frozen: rows already stored stand where it put them.
public record Parts(int first, int count) {
    /// Parts of a whole installation.
    public static final int ALL = 256;

    public Parts {
        if (first < 0 || first >= ALL || count < 1 || count > ALL)
            throw new IllegalArgumentException("parts " + first + " + " + count);
    }

    /// Where a person's facts are.
    public int of(UUID profile) {
        return at(mix(profile.getMostSignificantBits() ^ profile.getLeastSignificantBits()));
    }

    /// Where an identity (or an address) is.
    public int of(String kind, String value) {
        return at(hash(kind + ":" + value));
    }

    /// All of them, for shop-wide statements: `part = any(?)`.
    public Integer[] all() {
        return IntStream.range(0, count).mapToObj(i -> (first + i) % ALL).toArray(Integer[]::new);
    }

    /// The first part of a new shop.
    public static int firstOf(int shop) {
        return (int) Math.floorMod(mix(shop), (long) ALL);
    }

    private int at(long hash) {
        return (first + (int) Math.floorMod(hash, (long) count)) % ALL;
    }

    /// FNV-1a over the UTF-8 bytes, then [#mix].
    static long hash(String text) {
        var hash = 0xcbf29ce484222325L;
        for (var b : text.getBytes(StandardCharsets.UTF_8)) {
            hash ^= b & 0xff;
            hash *= 0x100000001b3L;
        }
        return mix(hash);
    }

    /// The finalizer of MurmurHash3 (Appleby, public domain).
    static long mix(long value) {
        var h = value;
        h ^= h >>> 33;
        h *= 0xff51afd7ed558ccdL;
        h ^= h >>> 33;
        h *= 0xc4ceb9fe1a85ec53L;
        h ^= h >>> 33;
        return h;
    }
}
