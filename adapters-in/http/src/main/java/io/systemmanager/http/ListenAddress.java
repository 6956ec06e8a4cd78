package io.systemmanager.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where to listen.
 *
 * @param host a name or an address of this machine
 * @param port 0 takes any free port
 */
public record ListenAddress(String host, int port) {
    public ListenAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("a listener needs a host");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    /** Any free port on the IPv4 loopback address. */
    public static ListenAddress anyLoopbackPort() {
        return new ListenAddress("127.0.0.1", 0);
    }

    /**
     * Whether every address of the host is a loopback address, so that nobody off this machine can
     * connect. A name that does not resolve is not.
     */
    public boolean isLoopback() {
        try {
            for (var address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException unresolved) {
            return false;
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
