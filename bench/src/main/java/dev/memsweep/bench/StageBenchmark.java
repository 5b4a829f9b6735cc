package dev.memsweep.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Settings of benchmarks whose operations take from microseconds to a second.
 *
 * <p>Rather many short forks than few long ones: on a shared machine, what differs between forks is more than what
 * differs between iterations, and two builds are compared fork by fork.
 */
@Fork(3)
@Warmup(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public abstract class StageBenchmark {}
