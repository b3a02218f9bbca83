package io.ritorno.content;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import liqp.RenderTransformer;
import liqp.TemplateContext;
import liqp.TemplateParser;
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

    /// A person's value that the text needs and that she does not have.
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1;

        Missing(String variable) {
            super(variable + " is missing", null, false, false);
        }
    }

    /// The text is not Liquid.
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1;
        final int line;
        final @Nullable Integer column;

        Broken(int line, @Nullable Integer column, String message) {
            super(message, null, false, false);
            this.line = line;
            this.column = column;
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
            throw new Broken(e.line, e.column, String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new Broken(1, null, "blocks stand too deep in one another");
        } catch (RuntimeException e) {
            throw new Broken(1, null, "not Liquid: " + e.getMessage());
        }
    }

    /// What the parser says names its own tokens; the marketer needs the place.
    private static String say(LiquidException e, String text) {
        var lines = text.lines().toList();
        var line = e.line >= 1 && e.line <= lines.size() ? lines.get(e.line - 1) : "";
        var from = Math.clamp(e.charPositionInLine - 20L, 0, line.length());
        var to = Math.clamp(e.charPositionInLine + 30L, 0, line.length());
        var near = line.substring(from, to).strip();
        return near.isEmpty()
                ? "a Liquid tag or output is not closed"
                : "Liquid is not understood near `" + near + "`";
    }

    ParseTree tree() {
        return tree;
    }

    /// @throws Missing when a value is
    /// @throws RuntimeException when a filter cannot work with a value, or a limit is reached
    String fill(Map<String, Object> model) {
        var node = idle.poll();
        if (node == null) node = nodes();
        try {
            return node.render(new TemplateContext(PARSER, model)).toString();
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause())
                if (cause instanceof Missing missing) throw missing;
            throw e;
        } finally {
            idle.add(node);
        }
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
                    if (text.length() > MOST)
                        throw new IllegalStateException("longer than " + MOST + " characters");
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
