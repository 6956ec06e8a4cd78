package io.systemmanager.contract.architecture.planted.application;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Planted: a use case knows a library. */
public final class ReadsJson {
    public ObjectMapper mapper() {
        return new ObjectMapper();
    }
}
