package io.ritorno.segment;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.UUID;

/// The people of a shop by number, from 0 on in the order in which they were met: a set of people
/// is then a bitmap. A million take 24 to 40 MB. Not safe for use by several threads.
final class PersonNumbers {
    private static final int ID_BYTES = 16;

    /// Both halves of the id of each number.
    private long[] ids = new long[2 << 10];

    /// A hash table with open addressing, at most half full: a number and one, or 0.
    private int[] slots = new int[2 << 10];

    private int size;

    /// The people whose ids stand in these bytes one after another, in any order, some more than
    /// once.
    BitSet setOf(byte[] bytes) {
        var set = new BitSet(size);
        var buffer = ByteBuffer.wrap(bytes).asLongBuffer();
        for (var left = bytes.length / ID_BYTES; left > 0; left--)
            set.set(of(buffer.get(), buffer.get()));
        return set;
    }

    /// A person's number; a new one if she was not met before.
    int of(UUID id) {
        return of(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    UUID id(int number) {
        return new UUID(ids[2 * number], ids[2 * number + 1]);
    }

    private int of(long most, long least) {
        var slot = slot(most, least);
        while (slots[slot] != 0) {
            var number = slots[slot] - 1;
            if (ids[2 * number + 1] == least && ids[2 * number] == most) return number;
            slot = (slot + 1) & (slots.length - 1);
        }
        if (2 * size == slots.length) {
            grow();
            return of(most, least);
        }
        ids[2 * size] = most;
        ids[2 * size + 1] = least;
        slots[slot] = ++size;
        return size - 1;
    }

    private void grow() {
        ids = Arrays.copyOf(ids, 2 * ids.length);
        slots = new int[2 * slots.length];
        for (var number = 0; number < size; number++) {
            var slot = slot(ids[2 * number], ids[2 * number + 1]);
            while (slots[slot] != 0) slot = (slot + 1) & (slots.length - 1);
            slots[slot] = number + 1;
        }
    }

    /// Where to begin to look. Ids that count or tell the time are spread too: the factor is 2⁶⁴
    /// divided by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4).
    private int slot(long most, long least) {
        var mixed = (most ^ Long.rotateLeft(least, 32)) * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32) & (slots.length - 1);
    }
}
