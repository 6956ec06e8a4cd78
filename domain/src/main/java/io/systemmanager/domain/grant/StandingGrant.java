package io.systemmanager.domain.grant;

import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Latest;
import io.systemmanager.domain.approval.Refusal;
import io.systemmanager.domain.approval.Slots;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.text.VisibleText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * People's agreement in advance to calls within bounds. It answers a call for which policy asks
 * people when those who agreed to it would fill the slots of just that call, without the human for
 * whom the call is made: so its votes count for what policy asks now, and never for more.
 *
 * <p>States are immutable values. One that breaks a rule, such as more uses than its terms give,
 * cannot be made, so none can be read from a store that somebody changed either.
 */
public sealed interface StandingGrant {

    GrantTerms terms();

    /** All in favour, the creator's first. */
    List<Vote> votes();

    /** The moments at which it answered, in their order. */
    List<Instant> uses();

    /** How many calls it can still answer. */
    int remaining();

    /** The moment from which on it answers nothing any more. */
    Instant overAt();

    /** How it stands at a moment, in one word. */
    String standing(Instant now);

    /** Names it. */
    default GrantId id() {
        return terms().id();
    }

    /** Nobody took it back. */
    record Live(GrantTerms terms, List<Vote> votes, List<Instant> uses) implements StandingGrant {
        public Live {
            votes = Assent.counted(terms, votes);
            uses = List.copyOf(uses);
            for (int i = 0; i < uses.size(); i++) {
                var at = uses.get(i);
                boolean good =
                        i < terms.uses()
                                && !at.isBefore(i == 0 ? terms.notBefore() : uses.get(i - 1))
                                && at.isBefore(terms.expires())
                                && terms.rate().admits(uses.subList(0, i), at);
                if (!good) {
                    throw new IllegalArgumentException("a use beyond the bounds of the grant");
                }
            }
        }

        /** A new one, to which its creator agrees. */
        public static GrantStep begin(GrantTerms terms, Approver creator) {
            var vote = vote(creator, terms.digest(), terms.createdAt(), Optional.empty());
            return Assent.objection(terms, List.of(), vote)
                    .<GrantStep>map(GrantStep.Refused::new)
                    .orElseGet(
                            () -> new GrantStep.Moved(new Live(terms, List.of(vote), List.of())));
        }

        /**
         * One more person agrees.
         *
         * @param seen the digest of the terms that they were shown
         */
        public GrantStep agree(Approver by, Digest seen, Optional<String> reason, Instant now) {
            var vote = vote(by, seen, latest(now), reason);
            return Assent.objection(terms, votes, vote)
                    .<GrantStep>map(GrantStep.Refused::new)
                    .orElseGet(() -> new GrantStep.Moved(new Live(terms, with(vote), uses)));
        }

        /** Anybody who decides may take it back: that only leads back to being asked. */
        public GrantStep revoke(Approver by, Optional<String> reason, Instant now) {
            if (by.roles().isEmpty()) {
                return new GrantStep.Refused(Refusal.NOT_ELIGIBLE);
            }
            return new GrantStep.Moved(new Revoked(this, by, reason, latest(now)));
        }

        /**
         * Whether it answers a call.
         *
         * @param now the time; when it lies before something that happened to it, that counts
         */
        public GrantAnswer answer(GrantQuestion question, Instant now) {
            var at = latest(now);
            return bounds(question)
                    .or(() -> time(at))
                    .<GrantAnswer>map(GrantAnswer.No::new)
                    .orElseGet(() -> new GrantAnswer.Yes(question, this, usedAt(at)));
        }

        private Optional<Unmet> bounds(GrantQuestion question) {
            if (question.risk() == Risk.CRITICAL) {
                return Optional.of(Unmet.CRITICAL);
            }
            if (!terms.holder().is(question.requester())) {
                return Optional.of(Unmet.HOLDER);
            }
            if (!terms.operations().matches(question.operation().value())) {
                return Optional.of(Unmet.OPERATION);
            }
            if (!terms.targets().covers(question.target())) {
                return Optional.of(Unmet.TARGET);
            }
            if (!terms.parameters().entrySet().stream()
                    .allMatch(bound -> holds(question, bound.getKey(), bound.getValue()))) {
                return Optional.of(Unmet.PARAMETERS);
            }
            if (!question.asked().demands().isEmpty()) {
                return Optional.of(Unmet.DEMANDS);
            }
            var voters =
                    votes.stream()
                            .map(Vote::by)
                            .filter(each -> !question.requester().is(each.person()))
                            .toList();
            return new Slots(question.asked().slots()).filledBy(voters)
                    ? Optional.empty()
                    : Optional.of(Unmet.VOTES);
        }

        private static boolean holds(GrantQuestion question, String name, ParameterBound bound) {
            return Optional.ofNullable(question.arguments().members().get(name))
                    .filter(bound::admits)
                    .isPresent();
        }

        private Optional<Unmet> time(Instant at) {
            if (at.isBefore(terms.notBefore())) {
                return Optional.of(Unmet.NOT_YET);
            }
            if (!at.isBefore(terms.expires())) {
                return Optional.of(Unmet.EXPIRED);
            }
            if (remaining() == 0) {
                return Optional.of(Unmet.USED_UP);
            }
            return terms.rate().admits(uses, at) ? Optional.empty() : Optional.of(Unmet.RATE);
        }

        private Live usedAt(Instant at) {
            var all = new ArrayList<>(uses);
            all.add(at);
            return new Live(terms, votes, all);
        }

        private List<Vote> with(Vote vote) {
            var all = new ArrayList<>(votes);
            all.add(vote);
            return all;
        }

        private Instant latest(Instant now) {
            var latest = new Latest(votes.getLast().at()).and(now);
            return uses.isEmpty() ? latest.seen() : latest.and(uses.getLast()).seen();
        }

        private static Vote vote(Approver by, Digest seen, Instant at, Optional<String> reason) {
            return new Vote(by, Vote.Choice.APPROVE, seen, at, reason);
        }

        @Override
        public int remaining() {
            return terms.uses() - uses.size();
        }

        @Override
        public Instant overAt() {
            return remaining() == 0 ? uses.getLast() : terms.expires();
        }

        @Override
        public String standing(Instant now) {
            return time(latest(now))
                    .filter(why -> why != Unmet.RATE)
                    .map(Unmet::wireName)
                    .orElse("standing");
        }
    }

    /**
     * Somebody took it back.
     *
     * @param was as it stood then
     * @param reason their own words; made visible, at most 500 characters are kept
     */
    record Revoked(Live was, Approver by, Optional<String> reason, Instant at)
            implements StandingGrant {
        private static final int MAX_REASON = 500;

        public Revoked {
            reason = reason.map(text -> VisibleText.line(text, MAX_REASON));
            if (by.roles().isEmpty() || at.isBefore(was.latest(at))) {
                throw new IllegalArgumentException("a grant is revoked by who decides, at the end");
            }
        }

        @Override
        public GrantTerms terms() {
            return was.terms();
        }

        @Override
        public List<Vote> votes() {
            return was.votes();
        }

        @Override
        public List<Instant> uses() {
            return was.uses();
        }

        @Override
        public int remaining() {
            return 0;
        }

        @Override
        public Instant overAt() {
            return at;
        }

        @Override
        public String standing(Instant now) {
            return Unmet.REVOKED.wireName();
        }
    }
}
