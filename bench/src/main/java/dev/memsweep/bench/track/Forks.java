package dev.memsweep.bench.track;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Where forks of benchmarks come from. */
interface Forks {
    /** Full names of the benchmarks. */
    Set<String> benchmarks() throws IOException, InterruptedException;

    /** Runs one fork of each benchmark whose full name matches {@code pattern}, with all its parameters. */
    List<JmhResult> fork(String pattern) throws IOException, InterruptedException;

    /** Runs one fork of the benchmark of a result, with the parameters of that. */
    JmhResult fork(JmhResult like) throws IOException, InterruptedException;
}
