package dev.memsweep.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memsweep.SweepFiles;
import dev.memsweep.plan.Plan;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.query.Joins;
import dev.memsweep.query.Queries;
import dev.memsweep.spec.Sweep;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions that would take years, ended from outside. */
@Timeout(60)
final class CancellationTest {
    private static final String FORMULAS = """
            /** One. */
            param a: int in 1..1000000
            /** Two. */
            param b: int in 1..1000000
            /** Three. */
            param c: int in 1..1000000
            /** Has no order that bounds could find. */
            scattered = (a * 7919 + b * 104729 + c * 1299709) % 1009
            """;

    private static Sweep sweep(String where) {
        return SweepFiles.bind("""
                formulas: t.formulas
                axes:
                  a: 1..1000000
                  b: 1..1000000
                  c: 1..1000000
                where: [%s]
                columns: [scattered]
                """.replace("%s", where), FORMULAS);
    }

    private interface Question {
        void ask(Cancellation cancellation);
    }

    private static void assertEnds(Question question) throws InterruptedException {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> question.ask(cancellation));
        assertThatThrownBy(() -> asked.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        cancellation.cancel();

        assertThatThrownBy(() -> asked.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CancellationException.class);
    }

    @Test
    void countsEndWithinAMorsel() throws InterruptedException {
        Plan plan = PlanCompiler.compileForSearch(sweep("scattered == 0"));

        assertEnds(cancellation -> new Queries(plan, 2, done -> {}, cancellation).count());
    }

    /** Bounds settle position by position, and no tile is ever looked at. */
    @Test
    void boundsEnd() throws InterruptedException {
        Plan plan = PlanCompiler.compileForSearch(sweep("(a + b) * 2 % 4 == 1, b * c >= 0"));

        assertEnds(cancellation -> new Queries(plan, 2, done -> {}, cancellation).count());
    }

    /** No tuple is kept, and no bound can tell: what is odd is never even. */
    @Test
    void joinsEnd() throws InterruptedException {
        Sweep sweep = sweep(
                "(a * 7919 + b * 104729 + c * 1299709) % 4 == 1 and (a * 7919 + b * 104729 + c * 1299709) % 2 == 0");

        assertEnds(cancellation -> Joins.join(sweep, cancellation));
    }

    @Test
    void isNotCancelledByItself() {
        Cancellation outer = new Cancellation();
        Cancellation inner = new Cancellation(outer);

        inner.throwIfCancelled();
        outer.cancel();

        assertThat(inner.isCancelled()).isTrue();
    }
}
