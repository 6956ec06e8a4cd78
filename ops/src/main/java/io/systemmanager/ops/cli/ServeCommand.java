package io.systemmanager.ops.cli;

import io.systemmanager.host.HostIdentity;
import io.systemmanager.ops.Assembly;
import io.systemmanager.ops.ThisHost;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.FirstStart;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves until it is told to end. */
@Command(name = "serve", description = "Serve until ended.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Mixin private StateOption state;

    @Option(names = "--simulated", description = "Serve a simulated host; touch nothing real.")
    private boolean simulated;

    @Option(names = "--port", paramLabel = "N", description = "Port of the MCP listener.")
    private @Nullable String port;

    @Option(names = "--admin-port", paramLabel = "N", description = "Port of the admin listener.")
    private @Nullable String adminPort;

    @Option(names = "--docker", paramLabel = "URL", description = "Docker's socket, unix:///….")
    private @Nullable String docker;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ServeCommand() {}

    @Override
    public Integer call() throws Exception {
        var folder = state.folder();
        var identity = HostIdentity.read(ThisHost.root());
        FirstStart.files(folder, identity.hostName());
        var assembly = new Assembly(folder, settings(), identity);
        var server = simulated ? assembly.simulated() : assembly.real();
        var end = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    server.close();
                                    end.countDown();
                                },
                                "shutdown"));
        LoggerFactory.getLogger(ServeCommand.class)
                .atInfo()
                .addKeyValue("port", server.port())
                .addKeyValue("admin_port", server.adminPort())
                .addKeyValue("simulated", simulated)
                .log("serving");
        end.await();
        return 0;
    }

    private Settings settings() throws IOException {
        var settings = Settings.readIfThere(state.folder().settings());
        settings = overridden(settings, Setting.LISTEN_PORT, port);
        settings = overridden(settings, Setting.ADMIN_PORT, adminPort);
        return overridden(settings, Setting.DOCKER_SOCKET, docker);
    }

    private static Settings overridden(Settings settings, Setting setting, @Nullable String value) {
        return value == null ? settings : settings.with(setting, value);
    }
}
