package io.systemmanager.domain.approval;

import static io.systemmanager.domain.approval.SampleApprovals.approver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.systemmanager.domain.policy.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final List<String> ROLES = List.of("operator", "security", "owner");
    private static final Slots BOTH =
            new Slots(List.of(new Slot("operator", 1), new Slot("security", 1)));

    @Test
    void allSlotsMustBeFilled() {
        var bob = approver("bob", "operator");
        var cleo = approver("cleo", "security");

        assertThat(BOTH.filledBy(List.of(bob))).isFalse();
        assertThat(BOTH.filledBy(List.of(bob, approver("dan", "operator")))).isFalse();
        assertThat(BOTH.filledBy(List.of(bob, cleo))).isTrue();
    }

    @Test
    void onePersonFillsOnePlaceWhateverTheirRoles() {
        var eve = approver("eve", "operator", "security");
        var again = approver("eve", "security");

        assertThat(BOTH.filledBy(List.of(eve))).isFalse();
        assertThat(BOTH.admit(List.of(eve), again)).isFalse();
        assertThat(BOTH.filledBy(List.of(eve, again))).isFalse();
    }

    @Test
    void aPersonWithSeveralRolesMakesRoomForOneWithFewer() {
        var eve = approver("eve", "operator", "security");
        var bob = approver("bob", "operator");

        assertThat(BOTH.seat(List.of(eve))).containsEntry(eve.person(), "operator");
        assertThat(BOTH.admit(List.of(eve), bob)).isTrue();
        assertThat(BOTH.seat(List.of(eve, bob)))
                .containsEntry(eve.person(), "security")
                .containsEntry(bob.person(), "operator");
    }

    @Test
    void whatIsMissingIsNamedByRoleAndNumber() {
        var two = new Slots(List.of(new Slot("operator", 2), new Slot("security", 1)));

        assertThat(two.missing(List.of())).isEqualTo(two.wanted());
        assertThat(two.missing(List.of(approver("bob", "operator"))))
                .containsExactly(new Slot("operator", 1), new Slot("security", 1));
        assertThat(BOTH.missing(List.of(approver("b", "operator"), approver("c", "security"))))
                .isEmpty();
    }

    @Test
    void whoHasNoneOfTheRolesIsNotConcerned() {
        assertThat(BOTH.concern(approver("bob", "operator"))).isTrue();
        assertThat(BOTH.concern(approver("mel", "owner"))).isFalse();
        assertThat(BOTH.concern(approver("mel"))).isFalse();
    }

    @Test
    void noneAndVeryManyPlacesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Slots(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Slots(List.of(new Slot("operator", 65))));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Slots(
                                List.of(
                                        new Slot("a", Integer.MAX_VALUE),
                                        new Slot("b", Integer.MAX_VALUE))));
    }

    /** 20,000 cases from fixed seeds. */
    @Test
    void asManySitAsTryingEveryOrderCouldSeat() {
        for (long seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            var slots = slots(random);
            var people = people(random);
            var seated = slots.seat(people);
            var places = EveryOrder.places(slots);
            int best = EveryOrder.most(places, people.stream().map(Approver::roles).toList());
            assertThat(seated).as("seed %d", seed).hasSize(best);
            assertThat(slots.filledBy(people)).as("seed %d", seed).isEqualTo(best == places.size());
            people.stream()
                    .filter(person -> seated.containsKey(person.person()))
                    .forEach(person ->
                            assertThat(person.roles()).contains(seated.get(person.person())));
            var missing = slots.missing(people).stream().mapToInt(Slot::count).sum();
            assertThat(missing).as("seed %d", seed).isEqualTo(places.size() - best);
        }
    }

    private static Slots slots(Random random) {
        var wanted = new ArrayList<Slot>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            wanted.add(new Slot(ROLES.get(i), 1 + random.nextInt(2)));
        }
        return new Slots(wanted);
    }

    private static List<Approver> people(Random random) {
        var people = new ArrayList<Approver>();
        int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            var roles = ROLES.stream().filter(_ -> random.nextBoolean()).toArray(String[]::new);
            people.add(approver("p" + i, roles));
        }
        return people;
    }
}
