package io.systemmanager.contract.architecture.planted.domain;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Planted: the domain logs. */
public final class LogsItself {
    private static final Logger LOG = LoggerFactory.getLogger(LogsItself.class);

    public void speak() {
        LOG.info("the domain speaks");
    }
}
