package dev.memsweep.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of the formula language, whole. */
class FormulaErrorTest {
    private static final String DECLARATIONS = """
            table model(hidden: int in 1.., name_of: text, tied: bool)
            choice zero { off on }
            param m: model
            param z: zero
            param tp: int in 1..8 = 1
            param share: real = 0.5
            """;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("x = hiden", "unknown name 'hiden'; known: x, m, z, tp, share"),
                Arguments.of("x = shar", "unknown name 'shar'; did you mean 'share'?"),
                Arguments.of("x = m.hiden", "table 'model' has no attribute 'hiden'; did you mean 'hidden'?"),
                Arguments.of("x = tp.hidden", "'.' needs a row of a table before it, not int"),
                Arguments.of(
                        "x = exec(1)",
                        "unknown function 'exec'; known: min, max, abs, floor, ceil, round, sqrt,"
                                + " log2, least, greatest"),
                Arguments.of("x = mx(1, 2)", "unknown function 'mx'; did you mean 'max'?"),
                Arguments.of("x = max()", "max needs at least 1 argument, found 0"),
                Arguments.of("x = floor(1, 2)", "floor needs 1 argument, found 2"),
                Arguments.of("x = (tp + 1", "missing ')' for '(' at column 5"),
                Arguments.of("x = 1 < tp < 3", "comparisons cannot be chained; write a < b and b < c"),
                Arguments.of("x = (tp = 3)", "'=' assigns; use '==' to compare"),
                Arguments.of("x = m.name_of * 2", "cannot multiply this, which is text"),
                Arguments.of("x = m * 2", "cannot multiply 'm', which is model"),
                Arguments.of("x = tp and true", "expected true or false, found int"),
                Arguments.of(
                        "x = if tp == 1 then 1 else true", "the branches of 'if' have different types: int and bool"),
                Arguments.of("x = share // 2", "'//' needs whole numbers on both sides; use / or floor()"),
                Arguments.of("x = share % 2", "'%' needs whole numbers on both sides; use / or floor()"),
                Arguments.of("x = tp == true", "cannot compare int with bool"),
                Arguments.of("x = z == of", "'of' is no zero; did you mean 'off'?"),
                Arguments.of("x = match z { off -> 1 }", "match does not cover on"),
                Arguments.of("x = match z { off -> 1 off -> 2 on -> 3 }", "'off' is matched twice"),
                Arguments.of("x = match z { of -> 1 else -> 2 }", "'of' is no zero; did you mean 'off'?"),
                Arguments.of(
                        "x = match m { a -> 1 }",
                        "the rows of table 'model' are not fixed here; end the match with 'else ->'"),
                Arguments.of("x = match tp { a -> 1 }", "match needs a choice or a row of a table, found int"),
                Arguments.of("x = match z { else -> 1 off -> 2 }", "'else' must be the last arm of a match"),
                Arguments.of("x = 1e400", "'1e400' is not a representable number"),
                Arguments.of("x = 99999999999999999999", "'99999999999999999999' does not fit a 64-bit integer"),
                Arguments.of(
                        "x = 1..2",
                        "unexpected '..'; expected a declaration: name = expression, param, table,"
                                + " choice, def, let or include"),
                Arguments.of("x = 'abc", "this text is never closed; add '"),
                Arguments.of("/** never", "this comment is never closed; add '*/'"),
                Arguments.of("/** @autor me */ x = 1", "unknown tag '@autor'; known: @unit, @source, @when"),
                Arguments.of("x = t\u0430p", "unexpected character U+0430 CYRILLIC SMALL LETTER A"),
                Arguments.of("x = 1 ; 2", "unexpected character ';'"),
                Arguments.of("x = ", "unexpected end; expected a number, a name or '('"),
                Arguments.of("x 1", "unexpected '1'; expected '='"),
                Arguments.of("tp = 1", "'tp' is already defined at test.formulas:5:7"),
                Arguments.of("if = 1", "'if' is a word of the language and cannot be a name"),
                Arguments.of("x = y\ny = z2\nz2 = x", "'x' depends on itself: x -> y -> z2 -> x"),
                Arguments.of("def f(a) = f(a)\nx = f(1)", "function 'f' calls itself; every formula must end"),
                Arguments.of("def f(a) = a\nx = f(1, 2)", "f needs 1 arguments, found 2"),
                Arguments.of("param q: nt", "unknown type 'nt'; did you mean 'int'?"),
                Arguments.of("param q: int = 'a'", "expected int, found text"),
                Arguments.of("param q: zero = offf", "'offf' is no zero; did you mean 'off'?"),
                Arguments.of("table model", "table 'model' is already declared"),
                Arguments.of("choice c(a: int) { x (1, 2) }", "'x' has 2 values; the table has 1 attributes"),
                Arguments.of("choice c(a: int) { x (true) }", "expected a constant of type int, found true"),
                Arguments.of("choice c { x x }", "'x' is listed twice"),
                Arguments.of("table t(a: int, a: int)", "attribute 'a' is declared twice"),
                Arguments.of("/** @unit bytes */ x = true", "'x' has unit bytes but its value is bool"),
                Arguments.of("x = T(java.lang.Runtime).getRuntime()", "unexpected '.'; expected ')'"),
                Arguments.of("x = -".repeat(1) + "-".repeat(250) + "1", "nested deeper than 200 levels"),
                Arguments.of("x = " + "(".repeat(100_000), "nested deeper than 200 levels"),
                Arguments.of("x = 1" + " + 1".repeat(6_000), "the formula is too long; the limit is 5000 terms"),
                Arguments.of("x = ((((tp**64)**64)**64)**64)**64", TOO_LONG),
                Arguments.of("x = " + nested(40, "(if ", " between 0 and 9 then 1 else 2)"), TOO_LONG),
                Arguments.of("x = " + nested(40, "(if ", " in (1, 2) then 1 else 2)"), TOO_LONG),
                Arguments.of("def f0(a) = a" + functions(40, "%2$s(a) + %2$s(a)") + "x = f40(tp)", TOO_LONG),
                Arguments.of("def f0(a) = a" + functions(5, "%2$s(a)" + " + 1".repeat(400)) + "x = f5(tp)", TOO_LONG),
                Arguments.of("x = tp" + " + 1".repeat(2_400), TOO_LONG));
    }

    private static final String TOO_LONG = "the formula is too long where its functions and powers are written out; the"
            + " limit is 100,000 terms, 1,000 deep";

    private static String nested(int depth, String before, String after) {
        return before.repeat(depth) + "tp" + after.repeat(depth);
    }

    /** Functions f1, f2, ..., each written with its own name and that of the one before. */
    private static String functions(int count, String body) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> String.format(Locale.ROOT, "\ndef %s(a) = " + body, "f" + i, "f" + (i - 1)))
                .collect(Collectors.joining("", "", "\n"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrong(String formula, String message) {
        assertThatThrownBy(() -> Formulas.of(DECLARATIONS + formula))
                .isInstanceOfSatisfying(
                        InputException.class,
                        e -> assertThat(e.problems().get(0).message()).isEqualTo(message));
    }

    @Test
    void showsFileLineColumnAndCaret() {
        assertThatThrownBy(() -> Formulas.of(DECLARATIONS + "total = 2 * tpp + 1\n"))
                .hasMessage("""
                test.formulas:7:13: unknown name 'tpp'; did you mean 'tp'?
                  total = 2 * tpp + 1
                              ^^^""");
    }

    @Test
    void reportsTheMistakesOfAllFormulasButNotWhatFollowsFromThem() {
        assertThatThrownBy(() -> Formulas.of(DECLARATIONS + "a = nope1\nb = a + 1\nc = tp and true\n"))
                .isInstanceOfSatisfying(
                        InputException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::message)
                                .containsExactly(
                                        "unknown name 'nope1'; known: a, b, c, m, z, tp, share",
                                        "expected true or false, found int"));
    }
}
