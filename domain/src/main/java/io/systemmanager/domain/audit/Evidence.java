package io.systemmanager.domain.audit;

/**
 * What is too long to stand in an entry; it is stored beside it and may be let go earlier.
 *
 * @param digest the keyed digest by which the entry names it
 * @param data which nobody changes
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, from the form to the store
public record Evidence(String digest, byte[] data) {}
