package io.systemmanager.domain.approval;

import io.systemmanager.domain.policy.ApprovalTimes;

/**
 * What policy asks of an approval.
 *
 * @param slots whose votes it needs
 * @param signed whether votes in favour must carry a valid signature; a vote against never needs to
 *     be, so that nothing stands in the way of a no
 * @param times how long it may wait
 */
public record ApprovalTerms(Slots slots, boolean signed, ApprovalTimes times) {}
