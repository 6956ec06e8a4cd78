package io.systemmanager.console;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.util.List;
import java.util.Optional;

/**
 * What stands around every page.
 *
 * @param visit empty for whoever is not signed in
 * @param ledger how the ledger is; people see it where it is not as it should be
 */
record Frame(View view, Optional<Visit> visit, LedgerState ledger, Assets assets) {

    /** The name of whoever is signed in. */
    String who() {
        return visit.map(each -> each.operator().subject().value()).orElse("");
    }

    /** What the forms of this page carry. */
    String token() {
        return visit.map(each -> each.session().token()).orElse("");
    }

    boolean ledgerIll() {
        return ledger != LedgerState.NORMAL;
    }

    Fault ledgerFault() {
        return LedgerUnavailable.fault(ledger);
    }

    List<View.Section> sections() {
        return List.of(
                View.Section.APPROVALS,
                View.Section.GRANTS,
                View.Section.OPERATIONS,
                View.Section.AUDIT,
                View.Section.HEALTH,
                View.Section.POLICY);
    }
}
