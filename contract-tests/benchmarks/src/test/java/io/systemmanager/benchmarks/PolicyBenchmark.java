package io.systemmanager.benchmarks;

import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Explanation;
import io.systemmanager.domain.policy.Question;
import io.systemmanager.domain.policy.RuleSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Judges and explains one call by a policy of 1,000 rules. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PolicyBenchmark {

    /** What the rules have to do with the call. */
    @Param public SamplePolicy.Shape shape = SamplePolicy.Shape.MIXED;

    private RuleSet policy = SamplePolicy.of(SamplePolicy.Shape.MIXED);
    private final Question question = SamplePolicy.question();

    /** Makes the policy. */
    @Setup
    public void prepare() {
        policy = SamplePolicy.of(shape);
    }

    /** As at every call. */
    @Benchmark
    public Decision judge() {
        return policy.judge(question);
    }

    /** As for {@code policy_explain}. */
    @Benchmark
    public Explanation explain() {
        return policy.explain(question);
    }
}
