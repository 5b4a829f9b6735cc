package dev.memsweep.formula;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A declaration as written. */
sealed interface Declaration {
    /** Where its name stands. */
    Token name();

    record Include(Token name) implements Declaration {}

    record TableDecl(
            Token name,
            Doc doc,
            List<AttributeDecl> attributes,
            @Nullable List<RowDecl> rows) implements Declaration {}

    record AttributeDecl(
            Token name,
            Doc doc,
            Token type,
            @Nullable RangeDecl range,
            @Nullable Syntax fallback) {}

    record RowDecl(Token label, Doc doc, List<Syntax> values) {}

    record RangeDecl(@Nullable Syntax low, @Nullable Syntax high) {}

    record ParamDecl(
            Token name,
            Doc doc,
            Token type,
            @Nullable RangeDecl range,
            @Nullable Syntax fallback) implements Declaration {}

    record DefDecl(Token name, Doc doc, List<Token> parameters, Syntax body) implements Declaration {}

    /** A formula; {@code from} and {@code to} bound the text of its expression. */
    record FormulaDecl(
            Token name, Doc doc, boolean hidden, @Nullable Token type, Syntax body, int from, int to)
            implements Declaration {}
}
