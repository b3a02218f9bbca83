package io.ritorno.platform;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page of a list: at most `limit` items, and where the next page starts.
///
/// @param next opaque; null on the last page
public record Page<T>(List<T> items, @Nullable String next) {
    /// Rows a page may have.
    public static final int MOST = 200;

    public Page {
        items = List.copyOf(items);
    }

    /// Makes a page of rows read with `limit + 1`.
    ///
    /// @param position the values by which the list is sorted, of the last item shown
    public static <T> Page<T> of(List<T> read, int limit, Function<T, List<String>> position) {
        if (read.size() <= limit) return new Page<>(read, null);
        var items = read.subList(0, limit);
        return new Page<>(items, encode(position.apply(items.getLast())));
    }

    public <R> Page<R> map(Function<? super T, ? extends R> change) {
        return new Page<R>(items.stream().<R>map(change).toList(), next);
    }

    private static String encode(List<String> position) {
        var text = String.join("\u001f", position);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The position in a cursor, or an empty list for the first page.
    ///
    /// @throws Problem 400 when it is not one of ours
    public static List<String> position(@Nullable String cursor, int values) {
        if (cursor == null || cursor.isEmpty()) return List.of();
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            var position = List.of(text.split("\u001f", -1));
            if (position.size() == values) return position;
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw Problem.invalid("cursor", "not-a-cursor");
    }

    /// @throws Problem 400 outside 1 to [#MOST]
    public static int limit(int limit) {
        if (limit < 1 || limit > MOST) throw Problem.invalid("limit", "not-in-range", 1, MOST);
        return limit;
    }
}
