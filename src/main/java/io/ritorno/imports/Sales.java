package io.ritorno.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The orders of an import so far, as far as a piece of the file needs them: what each person has
/// bought and not yet brought back.
final class Sales {
    /// @param left pieces not brought back, by product
    record Sale(String order, @Nullable String customer, long seq, Map<String, Integer> left) {}

    /// Pieces taken back from an order, or from none that is known.
    record Taken(@Nullable String order, int quantity) {}

    private final Map<String, List<Sale>> byCustomer = new HashMap<>();
    final List<Sale> added = new ArrayList<>();
    final Map<String, Sale> changed = new LinkedHashMap<>();

    /// Something stored by an earlier piece; oldest first.
    void known(Sale sale) {
        if (sale.customer != null)
            byCustomer.computeIfAbsent(sale.customer, _ -> new ArrayList<>()).add(sale);
    }

    void add(Sale sale) {
        added.add(sale);
        known(sale);
    }

    /// Takes pieces back from the person's latest orders that have them, latest first. What is in
    /// none of them is taken back from no order.
    List<Taken> takeBack(@Nullable String customer, String product, int quantity) {
        var taken = new ArrayList<Taken>();
        var missing = quantity;
        if (customer != null) {
            for (var sale : byCustomer.getOrDefault(customer, List.of()).reversed()) {
                var there = sale.left.getOrDefault(product, 0);
                if (there == 0 || missing == 0) continue;
                var back = Math.min(there, missing);
                sale.left.put(product, there - back);
                changed.put(sale.order, sale);
                taken.add(new Taken(sale.order, back));
                missing -= back;
            }
        }
        if (missing > 0) taken.add(new Taken(null, missing));
        return taken;
    }
}
