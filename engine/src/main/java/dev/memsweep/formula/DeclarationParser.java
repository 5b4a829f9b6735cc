package dev.memsweep.formula;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the declarations of a formula file; the grammar is in the package description. */
final class DeclarationParser extends ExpressionParser {

    private DeclarationParser(Source source) {
        super(source);
    }

    /** A declaration with the bounds of its text, its comment included. */
    record Written(Declaration declaration, int from, int to) {}

    static List<Declaration> parseFile(Source source) {
        return parseWritten(source).stream().map(Written::declaration).toList();
    }

    static List<Written> parseWritten(Source source) {
        DeclarationParser parser = new DeclarationParser(source);
        List<Written> declarations = new ArrayList<>();
        while (parser.peek().kind() != Token.Kind.END) {
            int from = parser.peek().offset();
            Declaration declaration = parser.declaration();
            declarations.add(new Written(declaration, from, parser.endOfPrevious()));
        }
        return declarations;
    }

    private Declaration declaration() {
        Doc doc = doc();
        Token word = peek();
        if (word.kind() == Token.Kind.NAME) {
            switch (word.text()) {
                case "include" -> {
                    next();
                    return new Declaration.Include(expect(Token.Kind.TEXT, "the quoted name of a formula set"));
                }
                case "table" -> {
                    next();
                    return new Declaration.TableDecl(newName(), doc, attributes(), null);
                }
                case "choice" -> {
                    next();
                    Token name = newName();
                    List<Declaration.AttributeDecl> attributes = attributes();
                    return new Declaration.TableDecl(name, doc, attributes, rows());
                }
                case "param" -> {
                    next();
                    Token name = newName();
                    expect(":");
                    Token type = expect(Token.Kind.NAME, "a type: int, real, bool or a table");
                    Declaration.RangeDecl range = range();
                    Syntax fallback = accept("=") ? body() : null;
                    return new Declaration.ParamDecl(name, doc, type, range, fallback);
                }
                case "def" -> {
                    next();
                    return def(doc);
                }
                case "let" -> {
                    next();
                    return formula(doc, true);
                }
                default -> {
                    return formula(doc, false);
                }
            }
        }
        throw unexpected(word, "a declaration: name = expression, param, table, choice, def, let or include");
    }

    private Declaration def(Doc doc) {
        Token name = newName();
        expect("(");
        List<Token> parameters = new ArrayList<>();
        do {
            parameters.add(newName());
        } while (accept(","));
        expect(")");
        expect("=");
        return new Declaration.DefDecl(name, doc, parameters, body());
    }

    private Declaration formula(Doc doc, boolean hidden) {
        Token name = newName();
        Token type = accept(":") ? expect(Token.Kind.NAME, "a type: int, real, bool or a table") : null;
        expect("=");
        int from = peek().offset();
        Syntax body = body();
        return new Declaration.FormulaDecl(name, doc, hidden, type, body, from, endOfPrevious());
    }

    private List<Declaration.AttributeDecl> attributes() {
        List<Declaration.AttributeDecl> attributes = new ArrayList<>();
        if (!accept("(")) {
            return attributes;
        }
        while (!accept(")")) {
            Doc doc = doc();
            Token name = newName();
            expect(":");
            Token type = expect(Token.Kind.NAME, "a type: int, real, bool or text");
            Declaration.RangeDecl range = range();
            Syntax fallback = accept("=") ? constant() : null;
            attributes.add(new Declaration.AttributeDecl(name, doc, type, range, fallback));
            if (!accept(",") && !peek().is(")")) {
                throw unexpected(peek(), "',' or ')'");
            }
        }
        return attributes;
    }

    private List<Declaration.RowDecl> rows() {
        List<Declaration.RowDecl> rows = new ArrayList<>();
        expect("{");
        while (!accept("}")) {
            Doc doc = doc();
            Token label = label();
            List<Syntax> values = new ArrayList<>();
            if (accept("(")) {
                do {
                    values.add(constant());
                } while (accept(","));
                expect(")");
            }
            rows.add(new Declaration.RowDecl(label, doc, values));
            accept(",");
        }
        return rows;
    }

    private Declaration.@Nullable RangeDecl range() {
        if (!accept("in")) {
            return null;
        }
        Syntax low = peek().is("..") ? null : constant();
        expect("..");
        Token after = peek();
        boolean open = after.kind() != Token.Kind.NUMBER && !after.is("-");
        return new Declaration.RangeDecl(low, open ? null : constant());
    }

    private Doc doc() {
        Doc doc = Doc.NONE;
        while (peek().kind() == Token.Kind.DOC) {
            doc = Doc.parse(next(), source);
        }
        return doc;
    }

    private Token newName() {
        Token name = expect(Token.Kind.NAME, "a name");
        if (RESERVED.contains(name.text())) {
            throw problem(name, "'" + name.text() + "' is a word of the language and cannot be a name");
        }
        return name;
    }
}
