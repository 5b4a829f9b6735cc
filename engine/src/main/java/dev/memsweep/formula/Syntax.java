package dev.memsweep.formula;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as written: names not yet bound, types not yet known. */
sealed interface Syntax {
    /** Where it starts in its source. */
    int offset();

    record Literal(Value value, int offset) implements Syntax {}

    record Name(String name, int offset) implements Syntax {}

    record Attribute(Syntax row, String name, int offset) implements Syntax {}

    record Unary(String operator, Syntax argument, int offset) implements Syntax {}

    record Binary(String operator, Syntax left, Syntax right, int offset) implements Syntax {}

    record If(Syntax condition, Syntax then, Syntax otherwise, int offset) implements Syntax {}

    record Call(String function, List<Syntax> arguments, int offset) implements Syntax {}

    record In(Syntax left, List<Syntax> options, int offset) implements Syntax {}

    record Match(Syntax subject, List<Arm> arms, @Nullable Syntax otherwise, int offset) implements Syntax {}

    record Arm(List<Token> labels, Syntax value) {}
}
