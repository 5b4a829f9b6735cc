package dev.memsweep.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a source into tokens; the last one is {@link Token.Kind#END}. */
final class Lexer {
    private static final String[] SYMBOLS = {
        "..", "->", "==", "!=", "<=", ">=", "**", "//", "<", ">", "=", "+", "-", "*", "/", "%", "(", ")", "{", "}", ",",
        ":", ".", "|"
    };

    private final Source source;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(Source source) {
        this.source = source;
        this.text = source.text();
    }

    static List<Token> tokens(Source source) {
        return new Lexer(source).run();
    }

    private List<Token> run() {
        while (true) {
            skipSpaceAndComments();
            if (at >= text.length()) {
                tokens.add(new Token(Token.Kind.END, "", text.length(), text.length()));
                return tokens;
            }
            char c = text.charAt(at);
            if (text.startsWith("/**", at)) {
                doc();
            } else if (isDigit(c)) {
                number();
            } else if (isNameStart(c)) {
                name();
            } else if (c == '\'' || c == '"') {
                quoted(c);
            } else {
                symbol();
            }
        }
    }

    private void skipSpaceAndComments() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int newline = text.indexOf('\n', at);
                at = newline < 0 ? text.length() : newline;
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else {
                return;
            }
        }
    }

    private void doc() {
        int end = text.indexOf("*/", at);
        if (end < 0) {
            throw new InputException(source.problem(at, 3, "this comment is never closed; add '*/'"));
        }
        add(Token.Kind.DOC, text.substring(at + 3, end), end + 2);
    }

    private void number() {
        int end = digits(at);
        if (end + 1 < text.length() && text.charAt(end) == '.' && isDigit(text.charAt(end + 1))) {
            end = digits(end + 1);
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
                exponent++;
            }
            if (exponent < text.length() && isDigit(text.charAt(exponent))) {
                end = digits(exponent);
            }
        }
        add(Token.Kind.NUMBER, text.substring(at, end), end);
    }

    private int digits(int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private void name() {
        int end = at + 1;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        add(Token.Kind.NAME, text.substring(at, end), end);
    }

    private void quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        int newline = text.indexOf('\n', at);
        if (end < 0 || (newline >= 0 && newline < end)) {
            throw new InputException(source.problem(at, 1, "this text is never closed; add " + quote));
        }
        add(Token.Kind.TEXT, text.substring(at + 1, end), end + 1);
    }

    private void symbol() {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                add(Token.Kind.SYMBOL, symbol, at + symbol.length());
                return;
            }
        }
        int character = text.codePointAt(at);
        String shown = character < 0x20 || character > 0x7e
                ? String.format(Locale.ROOT, "U+%04X %s", character, Character.getName(character))
                : "'" + Character.toString(character) + "'";
        throw new InputException(source.problem(at, 1, "unexpected character " + shown + meant(character)));
    }

    /** What other languages write with a character that this one does not know. */
    private static String meant(int character) {
        return switch (character) {
            case '&' -> "; write 'and'";
            case '!' -> "; write 'not', or '!=' to compare";
            case '^' -> "; a power is written '**'";
            case '?' -> "; write 'if CONDITION then A else B'";
            default -> "";
        };
    }

    private void add(Token.Kind kind, String content, int end) {
        tokens.add(new Token(kind, content, at, end));
        at = end;
    }

    static boolean isName(String text) {
        if (text.isEmpty() || !isNameStart(text.charAt(0))) {
            return false;
        }
        return text.chars().allMatch(c -> isNamePart((char) c));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }
}
