package io.systemmanager.application;

/**
 * What a look at the targets of changes with an unknown end has come to.
 *
 * @param settled how many were looked at, and what was seen written down
 * @param open how many could not be looked at, or can still come about; worth another look later
 */
public record RecoveryReport(int settled, int open) {}
