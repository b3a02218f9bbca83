package io.ritorno.content;

import io.ritorno.content.Liquid.Escape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import liqp.TemplateContext;
import liqp.blocks.Capture;
import liqp.nodes.FilterNode;
import liqp.nodes.InsertionNode;
import liqp.nodes.LNode;
import liqp.nodes.LookupNode;
import liqp.parser.Flavor;
import liqp.parser.v4.NodeVisitor;
import liquid.parser.v4.LiquidParser.AssignmentContext;
import liquid.parser.v4.LiquidParser.Capture_tag_IdContext;
import liquid.parser.v4.LiquidParser.FilterContext;
import liquid.parser.v4.LiquidParser.For_arrayContext;
import liquid.parser.v4.LiquidParser.IndexContext;
import liquid.parser.v4.LiquidParser.LookupContext;
import liquid.parser.v4.LiquidParser.Lookup_id_indexesContext;
import liquid.parser.v4.LiquidParser.OutputContext;
import liquid.parser.v4.LiquidParser.Table_tagContext;
import org.jspecify.annotations.Nullable;

/// Builds the nodes of a text so that they escape what they put out and stop at what is missing.
final class StrictNodes extends NodeVisitor {
    /// Characters that a variable of the text may have.
    private static final int LONGEST = 100_000;

    /// Text that is ready to be put out: made by a filter or captured from output that was escaped.
    ///
    /// @param as what it is ready for
    record Ready(String text, Escape as) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// Whether a value may be put out as it is.
    static boolean ready(Object value, Escape as) {
        return value instanceof Ready ready && ready.as() == as;
    }

    private final Escape escape;
    // the list of the loop that is being built: it must be there
    private @Nullable LookupContext list;

    StrictNodes(Escape escape) {
        super(Flavor.LIQUID.getInsertions(), LiquidFilters.ALL, true);
        this.escape = escape;
    }

    @Override
    public LNode visitOutput(OutputContext context) {
        var value = context.evaluate != null ? visit(context.expr()) : visit(context.term());
        var name = context.evaluate != null ? context.expr() : context.term();
        var filters = context.filter().stream().map(this::visitFilter).toList();
        return new Output(value, name.getText(), filters, hasDefault(context.filter()), escape);
    }

    @Override
    public LNode visitAssignment(AssignmentContext context) {
        var filters = context.filter().stream().map(this::visitFilter).toList();
        return new Assign(
                context.id().getText(),
                visit(context.expr()),
                context.expr().getText(),
                filters,
                hasDefault(context.filter()));
    }

    @Override
    public FilterNode visitFilter(FilterContext context) {
        var name = context.Id().getText();
        if (LiquidFilters.ALL.get(name) == null)
            throw new NoFilter(
                    context.getStart().getLine(),
                    context.getStart().getCharPositionInLine() + 1,
                    name);
        return super.visitFilter(context);
    }

    /// Found while nodes are built.
    static final class NoFilter extends RuntimeException {
        private static final long serialVersionUID = 1;
        final int line;
        final int column;
        final String name;

        NoFilter(int line, int column, String name) {
            super(name, null, false, false);
            this.line = line;
            this.column = column;
            this.name = name;
        }
    }

    private static boolean hasDefault(List<FilterContext> filters) {
        return filters.stream().anyMatch(filter -> filter.Id().getText().equals("default"));
    }

    @Override
    public LNode visitFor_array(For_arrayContext context) {
        list = context.lookup();
        return super.visitFor_array(context);
    }

    @Override
    public LNode visitTable_tag(Table_tagContext context) {
        list = context.lookup();
        return super.visitTable_tag(context);
    }

    @Override
    public LookupNode visitLookup_id_indexes(Lookup_id_indexesContext context) {
        var node =
                context == list
                        ? new Required(context.id().getText(), context.getText())
                        : new LookupNode(context.id().getText());
        for (IndexContext index : context.index()) {
            if (index.Dot() != null) node.add(new LookupNode.Hash(index.id2().getText()));
            else node.add(new LookupNode.Index(visit(index.expr()), index.expr().getText()));
        }
        return node;
    }

    @Override
    public LNode visitCapture_tag_Id(Capture_tag_IdContext context) {
        var name = context.id().getText();
        return new InsertionNode(new ReadyCapture(name, escape), visitBlock(context.block()));
    }

    private record Output(
            LNode value, String name, List<FilterNode> filters, boolean hasDefault, Escape as)
            implements LNode {
        @Override
        public Object render(TemplateContext context) {
            var result = filtered(context, value.render(context), name, filters, hasDefault);
            if (result == null) throw missing(name);
            return switch (as) {
                case NONE -> result;
                case HTML ->
                        ready(result, Escape.HTML) || result instanceof Number
                                ? result
                                : StrictNodes.escape(LiquidFilters.text(result, context));
                case JSON -> JsonText.of(result, context);
            };
        }
    }

    private record Assign(
            String id, LNode value, String name, List<FilterNode> filters, boolean hasDefault)
            implements LNode {
        @Override
        public Object render(TemplateContext context) {
            var given = value.render(context);
            var result =
                    filters.isEmpty() ? given : filtered(context, given, name, filters, hasDefault);
            if (result instanceof CharSequence text && text.length() > LONGEST)
                throw new Liquid.Unfilled("variable-too-long", id, LONGEST);
            context.put(id, result, true);
            return "";
        }
    }

    /// The value through its filters. Missing only when no `default` stands among them: filters
    /// turn nothing into an empty text, and a half-filled mail is worse than none.
    private static @Nullable Object filtered(
            TemplateContext context,
            @Nullable Object value,
            String name,
            List<FilterNode> filters,
            boolean hasDefault) {
        if (value == null && !hasDefault) throw missing(name);
        var result = value;
        for (var filter : filters) result = filter.apply(result, context);
        return result;
    }

    private static final class Required extends LookupNode {
        private final String name;

        Required(String id, String name) {
            super(id);
            this.name = name;
        }

        @Override
        public Object render(TemplateContext context) {
            var value = super.render(context);
            if (value == null) throw missing(name);
            return value instanceof Map<?, ?> map ? new ArrayList<>(map.values()) : value;
        }
    }

    private static final class ReadyCapture extends Capture {
        private final String name;
        private final Escape escape;

        ReadyCapture(String name, Escape escape) {
            this.name = name;
            this.escape = escape;
        }

        @Override
        public @Nullable Object render(TemplateContext context, LNode... nodes) {
            var text = String.valueOf(nodes[0].render(context));
            context.put(name, escape == Escape.NONE ? text : new Ready(text, escape), true);
            return null;
        }
    }

    /// The text as it may stand in HTML, also within an attribute.
    static String escape(String text) {
        StringBuilder escaped = null;
        for (var i = 0; i < text.length(); i++) {
            var entity =
                    switch (text.charAt(i)) {
                        case '&' -> "&amp;";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        case '"' -> "&quot;";
                        case '\'' -> "&#39;";
                        default -> null;
                    };
            if (entity != null && escaped == null)
                escaped = new StringBuilder(text.length() + 32).append(text, 0, i);
            if (escaped == null) continue;
            if (entity == null) escaped.append(text.charAt(i));
            else escaped.append(entity);
        }
        return escaped == null ? text : escaped.toString();
    }

    /// There may be no products to show to a person: that is no fault of the template.
    private static Liquid.Unfilled missing(String name) {
        return name.startsWith("picks.")
                ? new Liquid.Unfilled("nothing-to-show", name)
                : new Liquid.Unfilled("value-missing", name);
    }
}
