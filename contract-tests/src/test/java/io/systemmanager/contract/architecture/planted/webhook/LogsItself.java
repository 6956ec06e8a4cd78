package io.systemmanager.contract.architecture.planted.webhook;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Planted: an adapter logs, though what came of a try is told to who asked for it. */
public final class LogsItself {
    public Logger log() {
        return LoggerFactory.getLogger(LogsItself.class);
    }
}
