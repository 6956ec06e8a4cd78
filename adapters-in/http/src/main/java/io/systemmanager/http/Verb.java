package io.systemmanager.http;

/** The HTTP methods a route can answer. Every other one gets 405. */
public enum Verb {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE,
    OPTIONS
}
