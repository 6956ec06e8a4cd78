package io.systemmanager.contract.port;

import static io.systemmanager.contract.port.GrantSamples.agree;
import static io.systemmanager.contract.port.GrantSamples.agreed;
import static io.systemmanager.contract.port.GrantSamples.answer;
import static io.systemmanager.contract.port.GrantSamples.live;
import static io.systemmanager.contract.port.GrantSamples.revoke;
import static io.systemmanager.contract.port.GrantSamples.revoked;
import static io.systemmanager.contract.port.GrantSamples.use;
import static io.systemmanager.contract.port.LedgerSamples.BOT;
import static io.systemmanager.contract.port.LedgerSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.journal.KeptGrant;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.port.Grants;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerWatch;
import io.systemmanager.domain.port.OperationRecords;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every ledger keeps to with what people agreed to in advance. Each test has a new one. */
interface GrantsContract {

    Ledger ledger();

    LedgerWatch watch();

    OperationRecords operations();

    Grants grants();

    /** Does to a stored grant what no server would. */
    void makeUnreadable(GrantId id);

    private static KeptGrant sound(StandingGrant grant) {
        return new KeptGrant.Sound(grant);
    }

    private StandingGrant.Live created(int number, int uses) {
        var grant = live(number, uses, NOON);
        assertThat(ledger().commit(GrantSamples.create(grant)))
                .isInstanceOf(Ledger.Committed.class);
        return grant;
    }

    private StandingGrant now(GrantId id) {
        return grants().find(id).flatMap(KeptGrant::sound).orElseThrow();
    }

    @Test
    default void everyStateOfAGrantIsReadAsItWasWritten() {
        var grant = created(1, 3);
        assertThat(grants().find(grant.id())).contains(sound(grant));
        ledger().commit(agree(grant));
        assertThat(grants().find(grant.id())).contains(sound(agreed(grant)));
        ledger().commit(use(1, agreed(grant), Optional.empty()));
        var used = answer(agreed(grant)).after();
        assertThat(grants().find(grant.id())).contains(sound(used));
        ledger().commit(revoke(used));
        assertThat(grants().find(grant.id()).flatMap(KeptGrant::sound).orElseThrow())
                .isInstanceOf(StandingGrant.Revoked.class);
        assertThat(grants().find(live(2, 1, NOON).id())).isEmpty();
    }

    @Test
    default void aUseAndItsIntentAreOneChangeWithTwoEntries() {
        var grant = created(1, 3);
        long before = watch().size();
        var committed = (Ledger.Committed) ledger().commit(use(1, grant, Optional.empty()));
        assertThat(committed.seq()).isEqualTo(before);
        assertThat(watch().size()).isEqualTo(before + 2);
        assertThat(operations().unsettled(-1, 10))
                .extracting(OperationRecords.Unsettled::seq)
                .containsExactly(before);
    }

    @Test
    default void aUseOfWhatHasMovedOpensNothing() {
        var grant = created(1, 3);
        ledger().commit(revoke(grant));
        long before = watch().size();
        var late = use(1, grant, Optional.empty());
        assertThat(ledger().commit(late)).isInstanceOf(Ledger.Conflict.class);
        assertThat(operations().find(late.operation().id())).isEmpty();
        assertThat(watch().size()).isEqualTo(before);
        assertThat(grants().find(grant.id())).contains(sound(revoked(grant)));
    }

    @Test
    default void aKeyThatWasUsedUsesNothingUp() {
        var key = Optional.of("key-12345");
        var grant = created(1, 3);
        ledger().commit(LedgerSamples.open(9, BOT, key));
        assertThat(ledger().commit(use(1, grant, key))).isInstanceOf(Ledger.Conflict.class);
        assertThat(grants().find(grant.id())).contains(sound(grant));
    }

    @Test
    default void twoHundredWhoWantOneOfTenUsesGetTenInAll() throws Exception {
        var id = created(1, 10).id();
        var calls = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            calls.add(() -> takes(id, number));
        }
        int passed = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(calls)) {
                passed += each.get() ? 1 : 0;
            }
        }
        assertThat(passed).isEqualTo(10);
        assertThat(now(id).remaining()).isZero();
        assertThat(operations().unsettled(-1, 300)).hasSize(10);
        assertThat(operations().unsettled(-1, 300))
                .allMatch(each -> each.operation().state() instanceof OperationState.Running);
    }

    private boolean takes(GrantId id, int number) {
        while (now(id) instanceof StandingGrant.Live live && live.remaining() > 0) {
            if (ledger().commit(use(number, live, Optional.empty())) instanceof Ledger.Committed) {
                return true;
            }
        }
        return false;
    }

    @Test
    default void whatIsOverDoesNotStandAndIsStillShown() {
        var spent = created(1, 1);
        ledger().commit(use(1, spent, Optional.empty()));
        var back = created(2, 1);
        ledger().commit(revoke(back));
        var good = created(3, 1);
        var later = NOON.plusSeconds(10);
        assertThat(grants().standing(later)).containsExactly(sound(good));
        assertThat(grants().standing(good.terms().expires())).isEmpty();
        assertThat(grants().latest(2)).containsExactly(sound(good), sound(revoked(back)));
    }

    @Test
    default void noMoreStandThanMay() {
        for (int i = 0; i < Grants.MOST_STANDING; i++) {
            created(i, 1);
        }
        var surplus = live(100, 1, NOON);
        assertThat(ledger().commit(GrantSamples.create(surplus)))
                .isInstanceOf(Ledger.Conflict.class);
        assertThat(grants().find(surplus.id())).isEmpty();
        ledger().commit(revoke(live(7, 1, NOON)));
        var next = live(100, 1, NOON.plusSeconds(10));
        assertThat(ledger().commit(GrantSamples.create(next))).isInstanceOf(Ledger.Committed.class);
    }

    @Test
    default void ofThoseThatAreOverTheOldestAreLetGo() {
        for (int i = 0; i < Grants.MOST_OVER + 2; i++) {
            var grant = live(i, 1, NOON.plusSeconds(i * 10L));
            assertThat(ledger().commit(GrantSamples.create(grant)))
                    .isInstanceOf(Ledger.Committed.class);
            ledger().commit(revoke(grant));
        }
        ledger().commit(GrantSamples.create(live(200, 1, NOON.plusSeconds(2_000))));
        assertThat(grants().latest(500)).hasSize(Grants.MOST_OVER + 1);
        assertThat(grants().find(live(1, 1, NOON).id())).isEmpty();
        assertThat(grants().find(live(2, 1, NOON).id())).isPresent();
    }

    @Test
    default void aGrantThatCannotBeReadAnswersNothingAndHidesNoOther() {
        var one = created(1, 2);
        var two = created(2, 2);
        makeUnreadable(one.id());
        assertThat(grants().standing(NOON)).hasSize(2).contains(sound(two));
        assertThat(grants().find(one.id()).flatMap(KeptGrant::sound)).isEmpty();
        assertThat(ledger().commit(use(1, one, Optional.empty())))
                .isInstanceOf(Ledger.Conflict.class);
        assertThat(ledger().commit(use(2, two, Optional.empty())))
                .isInstanceOf(Ledger.Committed.class);
    }
}
