package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class TroubleTest {
    @Test
    void outOfMemoryNamesTheHeapAndTheWayOut() {
        Trouble trouble = Trouble.of(new OutOfMemoryError("Java heap space"));

        assertThat(trouble.exitCode()).isEqualTo(ExitCode.LIMIT);
        assertThat(trouble.messages())
                .singleElement()
                .asString()
                .matches("out of memory: the heap is [0-9]+ MiB; give it more, as in MEMSWEEP_JAVA_OPTS=-Xmx4g, "
                        + "or use --threads 1");
    }

    @Test
    void outOfMemoryIsFoundBehindWhatItCaused() {
        OutOfMemoryError memory = new OutOfMemoryError("Java heap space");

        assertThat(Trouble.of(new IllegalArgumentException("Self-suppression not permitted", memory)))
                .isEqualTo(Trouble.of(memory));
    }

    @Test
    void aBugSaysThatItIsOne() {
        Trouble trouble = Trouble.of(new IllegalStateException("odd"));

        assertThat(trouble.exitCode()).isEqualTo(ExitCode.BUG);
        assertThat(trouble.messages())
                .containsExactly(
                        "internal error: java.lang.IllegalStateException: odd; this is a bug, please report it "
                                + "with what -v prints");
    }

    @Test
    void aReaderThatWentAwayIsNoFailure() {
        assertThat(Trouble.of(new StandardOutputException(new IOException("Broken pipe"))))
                .isEqualTo(new Trouble(ExitCode.DONE, java.util.List.of()));
        assertThat(Trouble.of(new StandardOutputException(new IOException("No space left on device"))))
                .isEqualTo(new Trouble(ExitCode.FILES, java.util.List.of("standard output: No space left on device")));
    }
}
