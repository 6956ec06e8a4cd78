package io.systemmanager.contract.architecture.planted.host;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Planted: an adapter uses a library that was not given to it. */
public final class UsesALibrary {
    public ObjectMapper mapper() {
        return new ObjectMapper();
    }
}
