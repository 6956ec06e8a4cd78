package io.systemmanager.ops;

import io.systemmanager.docker.DockerContainers;
import io.systemmanager.docker.DockerEngine;
import io.systemmanager.docker.DockerHealth;
import io.systemmanager.domain.admission.OwnThings;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.port.Containers;
import io.systemmanager.domain.port.HealthCheck;
import io.systemmanager.domain.port.HostStatus;
import io.systemmanager.host.LinuxHost;
import io.systemmanager.host.OwnProcess;
import io.systemmanager.host.RealPaths;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.StateFolder;
import io.systemmanager.simulated.SimulatedContainers;
import io.systemmanager.simulated.SimulatedHost;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the server looks after.
 *
 * @param own what of it belongs to the server
 * @param engine is closed after everything else
 */
record Machine(
        HostId id,
        Containers containers,
        Supplier<OwnThings> own,
        HostStatus status,
        List<HealthCheck> checks,
        AutoCloseable engine) {

    /** This host. */
    static Machine real(Settings settings, StateFolder state, HostId id) {
        var engine = DockerEngine.at(URI.create(settings.text(Setting.DOCKER_SOCKET)));
        var host = new LinuxHost(ThisHost.root());
        var own = ownFiles(settings, state);
        var real = RealPaths.around(own);
        var containers = new DockerContainers(engine, id, real);
        return new Machine(
                id,
                containers,
                new OwnGround(OwnProcess.read(ThisHost.root()), own, real, containers),
                host,
                List.of(new DockerHealth(engine), host),
                engine);
    }

    /** A made-up host that nothing can hurt. */
    static Machine simulated(InstantSource clock) {
        var containers = SimulatedContainers.sample(clock);
        return new Machine(
                SimulatedHost.ID,
                containers,
                () -> OwnThings.NONE,
                new SimulatedHost(clock),
                List.of(containers),
                () -> {});
    }

    /** The state folder, the program, and the keys that lie elsewhere. */
    static List<Path> ownFiles(Settings settings, StateFolder state) {
        var files = new ArrayList<Path>(List.of(state.root(), ThisProgram.folder()));
        for (var setting :
                List.of(
                        Setting.TLS_CERTIFICATE,
                        Setting.TLS_KEY,
                        Setting.TLS_KEYSTORE,
                        Setting.TLS_KEYSTORE_PASSWORD_FILE,
                        Setting.TLS_CLIENT_AUTHORITY,
                        Setting.OAUTH_AUTHORITY,
                        Setting.AUDIT_SYSLOG_AUTHORITY,
                        Setting.APPROVALS_ALLOWED_SIGNERS,
                        Setting.NOTIFY_SECRET_FILE,
                        Setting.NOTIFY_AUTHORITY)) {
            settings.optional(setting).map(Path::of).ifPresent(files::add);
        }
        return files;
    }
}
