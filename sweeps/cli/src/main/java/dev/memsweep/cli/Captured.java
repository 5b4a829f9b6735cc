package dev.memsweep.cli;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** Standard output in memory, up to some length. */
final class Captured extends ByteArrayOutputStream {
    private final int most;

    /** Room for {@code most} bytes. */
    Captured(int most) {
        this.most = most;
    }

    private void check(int more) {
        if (count + more > most || count + more < 0) {
            throw new Failure(
                    ExitCode.LIMIT,
                    String.format(Locale.ROOT, "the answer is longer than %,d bytes; ask for fewer rows", most));
        }
    }

    @Override
    public synchronized void write(int b) {
        check(1);
        super.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        check(length);
        super.write(bytes, from, length);
    }
}
