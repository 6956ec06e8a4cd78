package io.systemmanager.application;

import io.systemmanager.domain.approval.Agreement;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.json.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Hears operators, one after the other, who must agree together. For one thread. */
public final class Agreeing {
    private final List<TokenRecord> known;
    private final Instant now;
    private final int needed;
    private final List<Caller.Operator> agreed = new ArrayList<>();

    /**
     * @param known the credentials among which theirs are
     * @param needed how many different persons must agree
     * @throws IllegalArgumentException when there are not so many, saying what to do
     */
    public Agreeing(List<TokenRecord> known, Instant now, int needed) {
        this.known = known;
        this.now = now;
        this.needed = needed;
        long able = operators().stream().map(Caller.Operator::person).distinct().count();
        if (able < needed) {
            throw new IllegalArgumentException(
                    "%d operators must agree, and there are credentials of %d; make one for another"
                                    .formatted(needed, able)
                            + " person ('token create operator:NAME', by a running server), or set"
                            + " ledger.operators to 1");
        }
    }

    /** How many have not agreed yet. */
    public int missing() {
        return needed - agreed.size();
    }

    /**
     * One more agrees.
     *
     * @param secret theirs
     * @return who it is
     * @throws IllegalArgumentException when it is nobody's who can agree, or somebody's who did
     */
    public Caller.Operator hear(String secret) {
        var digest = Digest.of(secret.getBytes(StandardCharsets.UTF_8));
        var record = known.stream().filter(each -> each.secret().equals(digest)).findFirst();
        if (record.isEmpty()
                || !record.get().goodAt(now)
                || !(record.get().caller() instanceof Caller.Operator operator)) {
            throw new IllegalArgumentException("this is no operator's secret, or not any more");
        }
        if (agreed.stream().anyMatch(each -> each.person().equals(operator.person()))) {
            throw new IllegalArgumentException(
                    operator.person() + " agreed already; another person must");
        }
        agreed.add(operator);
        return operator;
    }

    /**
     * What they agreed.
     *
     * @throws IllegalStateException when one is missing
     */
    public Agreement agreement() {
        if (missing() > 0) {
            throw new IllegalStateException("not all have agreed");
        }
        return new Agreement(agreed);
    }

    private List<Caller.Operator> operators() {
        return known.stream()
                .filter(record -> record.goodAt(now))
                .map(TokenRecord::caller)
                .filter(Caller.Operator.class::isInstance)
                .map(Caller.Operator.class::cast)
                .toList();
    }
}
