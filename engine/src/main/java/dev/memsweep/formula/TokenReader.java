package dev.memsweep.formula;

import java.util.List;

/** A cursor over the tokens of a source, with the errors that a parser throws. */
class TokenReader {
    final Source source;
    private final List<Token> tokens;
    private int at;

    TokenReader(Source source) {
        this.source = source;
        this.tokens = Lexer.tokens(source);
    }

    final Token peek() {
        return tokens.get(at);
    }

    final Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    final boolean accept(String symbol) {
        if (!peek().is(symbol)) {
            return false;
        }
        next();
        return true;
    }

    final void expect(String symbol) {
        if (!accept(symbol)) {
            throw unexpected(peek(), "'" + symbol + "'");
        }
    }

    final Token expect(Token.Kind kind, String what) {
        if (peek().kind() != kind) {
            throw unexpected(peek(), what);
        }
        return next();
    }

    final InputException unexpected(Token token, String wanted) {
        return problem(token, "unexpected " + token.shown() + "; expected " + wanted);
    }

    final InputException problem(Token token, String message) {
        return new InputException(source.problem(token.offset(), token.end() - token.offset(), message));
    }

    final Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    /** Where the token before the cursor ends. */
    final Token previous() {
        return tokens.get(at - 1);
    }

    final int endOfPrevious() {
        return tokens.get(at - 1).end();
    }
}
