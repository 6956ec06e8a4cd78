package io.systemmanager.domain.operation;

import io.systemmanager.domain.trail.AuditQuery;

/** Finds entries of the audit log. */
public record QueryAudit(AuditQuery query) implements ReadOperation {}
