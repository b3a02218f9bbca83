package io.ritorno.content;

import io.ritorno.platform.Reason;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import liqp.RenderTransformer;
import liqp.TemplateContext;
import liqp.TemplateParser;
import liqp.exceptions.ExceededMaxIterationsException;
import liqp.exceptions.LiquidException;
import liqp.nodes.LNode;
import liqp.org.antlr.v4.runtime.tree.ParseTree;
import liqp.parser.Flavor;
import org.jspecify.annotations.Nullable;

/// One text with Liquid in it, parsed once and filled many times. Differs from plain Liquid in
/// three ways: what is put out is escaped where the text is HTML or JSON, a value that is missing
/// is an error unless `default` says what to put instead, and neither loops nor texts grow without
/// end.
final class Liquid {
    /// Characters that a filled text may have.
    static final int MOST = 500_000;

    /// Rounds of all loops of a text together.
    private static final int ROUNDS = 20_000;

    private static final TemplateParser PARSER =
            new TemplateParser.Builder()
                    .withFlavor(Flavor.LIQUID)
                    .withMaxIterations(ROUNDS)
                    .withRenderTransformer(new Bounded())
                    .withNameResolver(
                            _ -> {
                                throw new IllegalStateException("nothing can be included");
                            })
                    .build();

    /// How what is put out must be written.
    enum Escape {
        NONE,
        HTML,
        /// Texts as they stand between the quotes of a JSON text; lists and objects as JSON.
        JSON
    }

    /// The text cannot be filled for a person: a value that it needs is missing, cannot be what a
    /// filter works with, or a limit is reached.
    static final class Unfilled extends RuntimeException {
        private static final long serialVersionUID = 1;
        final transient Reason reason;

        Unfilled(String code, Object... args) {
            super(code, null, false, false);
            this.reason = Reason.of(code, args);
        }
    }

    /// The text is not Liquid.
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1;
        final int line;
        final @Nullable Integer column;
        final transient Reason reason;

        Broken(int line, @Nullable Integer column, Reason reason) {
            super(reason.code(), null, false, false);
            this.line = line;
            this.column = column;
            this.reason = reason;
        }

        Fault in(String field) {
            return new Fault(field, line, column, reason);
        }

        /// The reason with its line.
        Reason placed() {
            return Reason.of("at-line", line, reason);
        }
    }

    private final ParseTree tree;
    private final Escape escape;
    // a tree of nodes remembers the index it last looked up, so it is of one thread at a time
    private final Queue<LNode> idle = new ConcurrentLinkedQueue<>();

    private Liquid(ParseTree tree, Escape escape) {
        this.tree = tree;
        this.escape = escape;
    }

    /// @param html whether what is put out must be escaped as HTML
    static Liquid parse(String text, boolean html) throws Broken {
        return parse(text, html ? Escape.HTML : Escape.NONE);
    }

    static Liquid parse(String text, Escape escape) throws Broken {
        try {
            var liquid = new Liquid(PARSER.parse(text).getParseTree(), escape);
            liquid.idle.add(liquid.nodes());
            return liquid;
        } catch (LiquidException e) {
            throw new Broken(
                    Math.max(1, e.line), Math.max(0, e.charPositionInLine) + 1, say(e, text));
        } catch (StrictNodes.NoFilter e) {
            throw new Broken(e.line, e.column, Reason.of("filter-unknown", e.name));
        } catch (StackOverflowError e) {
            throw new Broken(1, null, Reason.of("liquid-too-deep"));
        } catch (RuntimeException e) {
            throw new Broken(1, null, Reason.of("liquid-refused", told(e)));
        }
    }

    /// What the parser says names its own tokens; the marketer needs the place.
    private static Reason say(LiquidException e, String text) {
        var lines = text.lines().toList();
        var line = e.line >= 1 && e.line <= lines.size() ? lines.get(e.line - 1) : "";
        var from = Math.clamp(e.charPositionInLine - 20L, 0, line.length());
        var to = Math.clamp(e.charPositionInLine + 30L, 0, line.length());
        var near = line.substring(from, to).strip();
        return near.isEmpty() ? Reason.of("liquid-not-closed") : Reason.of("liquid-unclear", near);
    }

    ParseTree tree() {
        return tree;
    }

    /// @throws Unfilled when a value is missing, a filter cannot work with one, or a limit is
    ///   reached
    String fill(Map<String, Object> model) {
        var node = idle.poll();
        if (node == null) node = nodes();
        try {
            return node.render(new TemplateContext(PARSER, model)).toString();
        } catch (RuntimeException e) {
            throw unfilled(e);
        } finally {
            idle.add(node);
        }
    }

    private static Unfilled unfilled(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unfilled unfilled) return unfilled;
            if (cause instanceof ExceededMaxIterationsException)
                return new Unfilled("liquid-too-many-rounds", ROUNDS);
        }
        return new Unfilled("liquid-failed", told(e));
    }

    /// What the Liquid library says, in its own English.
    private static String told(RuntimeException e) {
        var message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private LNode nodes() {
        return new StrictNodes(escape).visit(tree);
    }

    /// Appends up to [#MOST] characters.
    private static final class Bounded implements RenderTransformer {
        @Override
        public ObjectAppender.Controller newObjectAppender(TemplateContext context, int estimate) {
            return new ObjectAppender.Controller() {
                // as many as that pieces
                private final StringBuilder text = new StringBuilder(Math.min(estimate, 200) * 64);

                @Override
                public void append(Object value) {
                    if (value instanceof CharSequence characters) text.append(characters);
                    else text.append(value);
                    if (text.length() > MOST) throw new Unfilled("text-too-long", MOST);
                }

                @Override
                public Object getResult() {
                    return text;
                }
            };
        }

        @Override
        public Object transformObject(TemplateContext context, Object value) {
            return value;
        }
    }
}
