package dev.memsweep.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Settings of benchmarks whose operations take from microseconds to a second.
 *
 * <p>Rather many short forks than few long ones: on a shared machine, what differs between forks is more than what
 * differs between iterations, and two builds are compared fork by fork. Code waits for its compiler ({@code -Xbatch}), so
 * that how much is compiled depends on the calls made and not on what else the processors do; and it is compiled after fewer calls than usual, since operations are
 * long and forks are short.
 */
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xbatch", "-XX:CompileThresholdScaling=0.2"})
@Warmup(iterations = 4, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public abstract class StageBenchmark {}
