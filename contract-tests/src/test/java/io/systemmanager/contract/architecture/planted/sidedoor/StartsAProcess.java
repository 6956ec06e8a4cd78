package io.systemmanager.contract.architecture.planted.sidedoor;

import java.io.IOException;

/** Planted: in a module that no rule knows, a shell. */
public final class StartsAProcess {
    public Process shell() throws IOException {
        return new ProcessBuilder("sh").start();
    }
}
