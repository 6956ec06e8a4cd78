package io.systemmanager.contract.architecture.planted.oauth;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Planted: an adapter reads JSON with a library that was not given to it. */
public final class ReadsKeysItsOwnWay {
    public ObjectMapper mapper() {
        return new ObjectMapper();
    }
}
