package io.systemmanager.benchmarks;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link PolicyBenchmark} and prints its figures beside the limit. */
public final class PolicyFigures {
    private static final int LIMIT_MICROS = 50;
    private static final int ROUNDS = 5;

    private PolicyFigures() {}

    /**
     * Measures and prints.
     *
     * @param arguments seconds per measurement
     */
    public static void main(String[] arguments) throws RunnerException {
        var time = TimeValue.seconds(Math.max(1, Long.parseLong(arguments[0]) / ROUNDS));
        var options =
                new OptionsBuilder()
                        .include(PolicyBenchmark.class.getName())
                        .forks(1)
                        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow") // JMH 1.37 needs it
                        .warmupIterations(ROUNDS)
                        .warmupTime(time)
                        .measurementIterations(ROUNDS)
                        .measurementTime(time)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        print(new Runner(options).run());
    }

    private static void print(Collection<RunResult> results) {
        System.out.printf(
                Locale.ROOT, "%-40s %10s %10s%n", "1,000 rules", "judge us", "explain us");
        for (var shape : SamplePolicy.Shape.values()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-40s %10.1f %10.1f%n",
                    shape.title(),
                    micros(results, shape, "judge"),
                    micros(results, shape, "explain"));
        }
        System.out.printf(Locale.ROOT, "%-40s %10d %10s%n", "limit", LIMIT_MICROS, "-");
    }

    private static double micros(
            Collection<RunResult> results, SamplePolicy.Shape shape, String benchmark) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
                .filter(result -> result.getParams().getParam("shape").equals(shape.name()))
                .mapToDouble(result -> result.getPrimaryResult().getScore())
                .findFirst()
                .orElseThrow();
    }
}
