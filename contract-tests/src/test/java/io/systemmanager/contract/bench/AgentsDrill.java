package io.systemmanager.contract.bench;

import com.google.errorprone.annotations.FormatMethod;
import io.systemmanager.contract.server.McpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Many agents at once, each with a token of its own, each sending its next call when it has the
 * answer to the last: reads of every kind and changes. Prints what was answered, how fast, and what
 * the server's memory did. Ends with 1 when a call failed, reads were slow or memory grew.
 */
public final class AgentsDrill {
    private static final Duration LIMIT_P95 = Duration.ofMillis(500);
    private static final double LIMIT_GROWTH = 1.10;
    private static final int SAMPLES = 60; // of the memory, over the whole time
    private static final int HISTOGRAM = 30_000; // one place for each tenth of a millisecond

    private final int port;
    private final Path authority;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> firstFailures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger[] tenths = new AtomicInteger[HISTOGRAM];

    private AgentsDrill(int port, Path authority) {
        this.port = port;
        this.authority = authority;
        Arrays.setAll(tenths, _ -> new AtomicInteger());
    }

    /**
     * Runs it.
     *
     * @param arguments the server's port, the authority's certificate, a file with a token on each
     *     line, seconds, and the server's process id
     */
    public static void main(String[] arguments) throws Exception {
        var tokens = Files.readAllLines(Path.of(arguments[2]));
        var time = Duration.ofSeconds(Long.parseLong(arguments[3]));
        var drill = new AgentsDrill(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
        System.exit(drill.run(tokens, time, Path.of("/proc", arguments[4], "status")) ? 0 : 1);
    }

    private boolean run(List<String> tokens, Duration time, Path status) throws Exception {
        long until = System.nanoTime() + time.toNanos();
        var agents = new ArrayList<Thread>();
        for (int i = 0; i < tokens.size(); i++) {
            int agent = i;
            agents.add(Thread.startVirtualThread(() -> agent(agent, tokens.get(agent), until)));
        }
        var memory = new long[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            LockSupport.parkNanos(time.toNanos() / SAMPLES);
            memory[i] = resident(status);
        }
        for (var agent : agents) {
            agent.join();
        }
        return report(tokens.size(), time, memory);
    }

    private void agent(int number, String token, long until) {
        var client = new McpClient(authority, port, token);
        var random = new Random(number);
        for (int n = 0; System.nanoTime() < until; n++) {
            boolean change = random.nextInt(10) == 0;
            long from = System.nanoTime();
            var answer = change ? change(client, number, n) : read(client, random.nextInt(6));
            long tenthsTaken = (System.nanoTime() - from) / 100_000;
            judge(answer);
            if (change) {
                changes.incrementAndGet();
            } else {
                reads.incrementAndGet();
                tenths[(int) Math.min(HISTOGRAM - 1, tenthsTaken)].incrementAndGet();
            }
        }
    }

    private static McpClient.Answer read(McpClient client, int kind) {
        return switch (kind) {
            case 0 -> client.call("containers_get", "{\"container\":\"web\"}");
            case 1 -> client.call("containers_logs", "{\"container\":\"api\",\"tail\":20}");
            case 2 -> client.call("system_status", "{}");
            case 3 -> client.call("operations_get", "{\"limit\":10}");
            default -> client.call("containers_list", "{\"state\":\"all\"}");
        };
    }

    private static McpClient.Answer change(McpClient client, int agent, int n) {
        return client.call(
                "containers_lifecycle",
                "{\"container\":\"cache\",\"action\":\"restart\",\"idempotency_key\":\"agent-%d-%d\"}"
                        .formatted(agent, n));
    }

    private void judge(McpClient.Answer answer) {
        var result = answer.json().path("result");
        if (answer.status() != 200
                || result.isMissingNode()
                || result.path("isError").asBoolean()) {
            failures.incrementAndGet();
            if (firstFailures.size() < 5) {
                firstFailures.add(answer.status() + " " + answer.body());
            }
        }
    }

    private static long resident(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
                .findFirst()
                .orElseThrow();
    }

    private boolean report(int agents, Duration time, long[] memory) {
        double p95 = quantile(0.95);
        long early = median(memory, SAMPLES / 6, SAMPLES / 3);
        long late = median(memory, SAMPLES - SAMPLES / 6, SAMPLES);
        say(
                "%d agents for %d s: %,d reads and %,d changes, %d errors",
                agents, time.toSeconds(), reads.get(), changes.get(), failures.get());
        say("reads: p50 %.1f, p95 %.1f, p99 %.1f ms", quantile(0.5), p95, quantile(0.99));
        say("the server's memory: %d MB early, %d MB at the end", early, late);
        firstFailures.forEach(failure -> say("%s", failure));
        return failures.get() == 0
                && p95 < LIMIT_P95.toMillis()
                && late < early * LIMIT_GROWTH
                && reads.get() > 0
                && changes.get() > 0;
    }

    private static long median(long[] values, int from, int to) {
        var part = Arrays.copyOfRange(values, from, to);
        Arrays.sort(part);
        return part[part.length / 2];
    }

    private double quantile(double part) {
        long rank = (long) Math.ceil(part * reads.get());
        long seen = 0;
        for (int i = 0; i < HISTOGRAM; i++) {
            seen += tenths[i].get();
            if (seen >= rank) {
                return (i + 1) / 10.0;
            }
        }
        return HISTOGRAM / 10.0;
    }

    @FormatMethod
    private static void say(String form, Object... values) {
        System.out.println(String.format(Locale.ROOT, form, values));
    }
}
