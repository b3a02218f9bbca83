package io.ritorno.content;

import io.ritorno.platform.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import liqp.org.antlr.v4.runtime.ParserRuleContext;
import liqp.org.antlr.v4.runtime.tree.ParseTree;
import liquid.parser.v4.LiquidParser.AssignmentContext;
import liquid.parser.v4.LiquidParser.Capture_tag_IdContext;
import liquid.parser.v4.LiquidParser.For_arrayContext;
import liquid.parser.v4.LiquidParser.For_rangeContext;
import liquid.parser.v4.LiquidParser.Include_tagContext;
import liquid.parser.v4.LiquidParser.LookupContext;
import liquid.parser.v4.LiquidParser.Lookup_id_indexesContext;
import liquid.parser.v4.LiquidParser.Simple_tagContext;
import liquid.parser.v4.LiquidParser.Table_tagContext;
import org.jspecify.annotations.Nullable;

/// What a template may name: the variables of its model. A name that is not here would leave the
/// mail of every person unsent, so it is told when the template is saved.
final class Variables {
    /// Anything below it is allowed.
    private static final Object OPEN = "anything";

    private static final Map<String, Object> LINE =
            names(
                    "product",
                    "variant",
                    "name",
                    "quantity",
                    "price",
                    "priceText",
                    "total",
                    "totalText",
                    "image",
                    "url");

    private static final Map<String, Object> PRODUCT =
            names(
                    "id",
                    "name",
                    "brand",
                    "price",
                    "priceText",
                    "wasText",
                    "image",
                    "url",
                    "initial");

    private static final Map<String, Object> PICKS =
            with(
                    Map.of(),
                    Map.of(
                            "together", List.of(PRODUCT),
                            "better", List.of(PRODUCT),
                            "best", List.of(PRODUCT),
                            "news", List.of(PRODUCT),
                            "viewed", List.of(PRODUCT),
                            "found", List.of(PRODUCT),
                            "about", List.of(PRODUCT)));

    private static final Map<String, Object> KNOWN =
            Map.ofEntries(
                    Map.entry(
                            "person",
                            with(
                                    names(
                                            "id",
                                            "email",
                                            "phone",
                                            "externalId",
                                            "firstName",
                                            "lastName",
                                            "gender",
                                            "birthday",
                                            "locale",
                                            "country",
                                            "city",
                                            "company",
                                            "orders",
                                            "spent",
                                            "spentText"),
                                    Map.of("tags", List.of(OPEN), "attributes", OPEN))),
                    Map.entry(
                            "cart",
                            with(
                                    names("id", "url", "value", "valueText", "items", "createdAt"),
                                    Map.of("lines", List.of(LINE)))),
                    Map.entry(
                            "order",
                            with(
                                    names(
                                            "id",
                                            "number",
                                            "status",
                                            "total",
                                            "totalText",
                                            "shipping",
                                            "shippingText",
                                            "discount",
                                            "discountText",
                                            "items",
                                            "placedAt",
                                            "plannedDelivery"),
                                    Map.of("lines", List.of(LINE)))),
                    Map.entry("picks", PICKS),
                    Map.entry("coupon", names("code", "expires")),
                    // by the survey's key
                    Map.entry("survey", OPEN),
                    Map.entry(
                            "shop",
                            names(
                                    "name",
                                    "url",
                                    "logoUrl",
                                    "accentColor",
                                    "accentText",
                                    "postalAddress",
                                    "currency")),
                    Map.entry("links", names("unsubscribe", "preferences", "view")),
                    Map.entry("event", OPEN),
                    Map.entry("language", Map.of()));

    /// What may be named in what other programs are told.
    static final Map<String, Object> CALLS = calls();

    private static Map<String, Object> calls() {
        var map = new HashMap<>(KNOWN);
        map.keySet().retainAll(List.of("person", "cart", "coupon", "event", "shop", "language"));
        map.put("flow", names("id", "name"));
        map.put("step", names("id", "name"));
        map.put("now", Map.of());
        return Map.copyOf(map);
    }

    private static Map<String, Object> names(String... names) {
        var map = new HashMap<String, Object>();
        for (var name : names) map.put(name, Map.of());
        return map;
    }

    private static Map<String, Object> with(Map<String, Object> names, Map<String, Object> more) {
        var map = new HashMap<>(names);
        map.putAll(more);
        return map;
    }

    private final String field;
    private final List<Fault> faults = new ArrayList<>();

    private Variables(String field) {
        this.field = field;
    }

    /// Names that do not exist, and tags that are not for mails.
    static List<Fault> check(String field, ParseTree tree) {
        return check(field, tree, KNOWN);
    }

    /// @param known what may be named
    static List<Fault> check(String field, ParseTree tree, Map<String, Object> known) {
        var check = new Variables(field);
        var scope = new HashMap<>(known);
        check.assigned(tree, scope);
        check.walk(tree, scope);
        return check.faults;
    }

    /// Variables that the template makes itself hold for the whole of it.
    private void assigned(ParseTree tree, Map<String, Object> scope) {
        switch (tree) {
            case AssignmentContext assign -> scope.put(assign.id().getText(), OPEN);
            case Capture_tag_IdContext capture -> scope.put(capture.id().getText(), OPEN);
            default -> {
                // makes none
            }
        }
        for (var i = 0; i < tree.getChildCount(); i++) assigned(tree.getChild(i), scope);
    }

    private void walk(ParseTree tree, Map<String, Object> scope) {
        switch (tree) {
            case For_arrayContext loop -> {
                var inner = new HashMap<>(scope);
                inner.put(loop.id().getText(), element(typeOf(loop.lookup(), scope)));
                inner.put("forloop", OPEN);
                children(tree, inner);
            }
            case Table_tagContext loop -> {
                var inner = new HashMap<>(scope);
                inner.put(loop.id().getText(), element(typeOf(loop.lookup(), scope)));
                inner.put("tablerowloop", OPEN);
                children(tree, inner);
            }
            case For_rangeContext loop -> {
                var inner = new HashMap<>(scope);
                inner.put(loop.id().getText(), OPEN);
                inner.put("forloop", OPEN);
                children(tree, inner);
            }
            case Include_tagContext include -> fault(include, "nothing-included");
            case Simple_tagContext tag -> {
                if (tag.SimpleTagId().getText().startsWith("include"))
                    fault(tag, "nothing-included");
            }
            case Lookup_id_indexesContext lookup -> {
                check(lookup, scope);
                children(tree, scope);
            }
            default -> children(tree, scope);
        }
    }

    private void children(ParseTree tree, Map<String, Object> scope) {
        for (var i = 0; i < tree.getChildCount(); i++) walk(tree.getChild(i), scope);
    }

    private static Object element(@Nullable Object list) {
        return list instanceof List<?> of ? of.getFirst() : OPEN;
    }

    private static @Nullable Object typeOf(LookupContext lookup, Map<String, Object> scope) {
        if (!(lookup instanceof Lookup_id_indexesContext path)) return OPEN;
        var type = scope.get(path.id().getText());
        for (var index : path.index()) {
            var name = index.Dot() == null ? null : index.id2().getText();
            type = child(type, name);
        }
        return type;
    }

    private static @Nullable Object child(@Nullable Object type, @Nullable String name) {
        return switch (type) {
            case null -> null;
            case Map<?, ?> map -> name == null ? OPEN : map.get(name);
            case List<?> list -> name == null || !name.equals("size") ? list.getFirst() : OPEN;
            default -> OPEN;
        };
    }

    private void check(Lookup_id_indexesContext lookup, Map<String, Object> scope) {
        var name = lookup.id().getText();
        Object type = scope.get(name);
        if (type == null) {
            fault(lookup, "variable-unknown", name, list(scope));
            return;
        }
        var path = new StringBuilder(name);
        for (var index : lookup.index()) {
            var next = index.Dot() == null ? null : index.id2().getText();
            var below = child(type, next);
            if (below == null && next != null && !next.equals("size")) {
                if (type instanceof Map<?, ?> map && !map.isEmpty())
                    fault(lookup, "variable-has", path, next, list(map));
                else fault(lookup, "variable-has-none", path, next);
                return;
            }
            path.append(index.getText());
            type = below == null ? OPEN : below;
        }
    }

    private static String list(Map<?, ?> names) {
        var sorted = new TreeSet<String>();
        names.keySet().forEach(name -> sorted.add(String.valueOf(name)));
        return String.join(", ", sorted);
    }

    private void fault(ParserRuleContext place, String code, Object... args) {
        var start = place.getStart();
        faults.add(
                new Fault(
                        field,
                        start.getLine(),
                        start.getCharPositionInLine() + 1,
                        Reason.of(code, args)));
    }
}
