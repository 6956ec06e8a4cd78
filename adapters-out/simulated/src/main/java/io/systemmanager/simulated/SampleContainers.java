package io.systemmanager.simulated;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The containers of the sample host: a shop of four, a paused worker, and a job that failed. */
final class SampleContainers {

    private SampleContainers() {}

    static List<SimulatedContainer> upTo(Instant now) {
        return List.of(web(now), api(now), db(now), cache(now), worker(now), oldJob(now));
    }

    private static SimulatedContainer web(Instant now) {
        return SimulatedContainer.named("web", now.minus(Duration.ofDays(3)))
                .image("nginx:1.29")
                .command("nginx", "-g", "daemon off;")
                .stack("shop")
                .label("team", "front")
                .port("0.0.0.0:443->443/tcp")
                .env("NGINX_HOST", "shop.example")
                .env("TLS_KEY_FILE", "a place")
                .health("healthy", 0, "ok")
                .usage(210, 48)
                .prints("GET / 200 3ms")
                .prints("GET /cart 200 9ms")
                .complains("WARN upstream api answered late: 2104ms")
                .complains("ERROR upstream api timed out after 5000ms, GET /api/orders 504")
                .prints("GET / 200 2ms")
                .build();
    }

    private static SimulatedContainer api(Instant now) {
        return SimulatedContainer.named("api", now.minus(Duration.ofHours(5)))
                .image("shop/api:2.4.1")
                .command("java", "-jar", "api.jar")
                .stack("shop")
                .label("team", "back")
                .port("127.0.0.1:8080->8080/tcp")
                .env("DATABASE_URL", "hidden")
                .env("API_TOKEN", "hidden")
                .env("LOG_LEVEL", "info")
                .env("FEATURE_FLAGS", "")
                .health("unhealthy", 4, "HTTP 503 within 10001ms")
                .restarts(2)
                .usage(9_870, 431)
                .prints("INFO listening on 8080")
                .prints("INFO connected to db")
                .complains("ERROR pool exhausted: 20 of 20 connections in use for 30s")
                .complains("ERROR GET /orders failed: no connection within 5000ms")
                .prints("INFO health check answered 503")
                .build();
    }

    private static SimulatedContainer db(Instant now) {
        return SimulatedContainer.named("db", now.minus(Duration.ofDays(30)))
                .image("postgres:17")
                .command("postgres")
                .stack("shop")
                .label("team", "data")
                .label("systemmanager.protect", "yes")
                .volume("shop_db-data", "/var/lib/postgresql/data")
                .env("POSTGRES_PASSWORD", "hidden")
                .env("POSTGRES_DB", "shop")
                .health("healthy", 0, "accepting connections")
                .usage(640, 305)
                .prints("LOG database system is ready to accept connections")
                .complains("ERROR deadlock detected: process 411 waits for ShareLock")
                .prints("LOG checkpoint complete: wrote 812 buffers")
                .build();
    }

    private static SimulatedContainer cache(Instant now) {
        return SimulatedContainer.named("cache", now.minus(Duration.ofDays(30)))
                .image("valkey/valkey:9")
                .command("valkey-server")
                .stack("shop")
                .label("team", "data")
                .volume("shop_cache-data", "/data")
                .usage(35, 19)
                .prints("Ready to accept connections tcp")
                .prints("Background saving terminated with success")
                .build();
    }

    private static SimulatedContainer worker(Instant now) {
        return SimulatedContainer.named("worker", now.minus(Duration.ofHours(11)))
                .image("shop/worker:2.4.1")
                .command("java", "-jar", "worker.jar")
                .stack("shop")
                .label("team", "back")
                .env("QUEUE_PASSWORD", "hidden")
                .usage(0, 190)
                .paused()
                .prints("INFO took job 8121")
                .prints("INFO job 8121 done in 812ms")
                .build();
    }

    private static SimulatedContainer oldJob(Instant now) {
        return SimulatedContainer.named("old-job", now.minus(Duration.ofDays(12)))
                .image("shop/report:1.9.0")
                .command("report", "--month")
                .label("team", "back")
                .exited(1)
                .prints("INFO writing report")
                .complains("ERROR no space left on device")
                .build();
    }
}
