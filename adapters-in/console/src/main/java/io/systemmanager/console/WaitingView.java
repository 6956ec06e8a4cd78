package io.systemmanager.console;

import io.systemmanager.domain.journal.KeptApproval;
import java.util.List;

/** The approvals: what waits, which is kept up to date, and what there was. */
record WaitingView(Waiting waiting, List<ApprovalRow> latest) implements View {

    /**
     * The part of it that is sent anew when it changes.
     *
     * @param stuck what nobody can decide on, because the ledger holds something else in its place
     */
    record Waiting(List<ApprovalRow> rows, List<KeptApproval.Unreadable> stuck) implements View {
        @Override
        public String title() {
            return "Waiting";
        }

        @Override
        public String template() {
            return "waitinglist";
        }

        @Override
        public Section section() {
            return Section.APPROVALS;
        }
    }

    /**
     * What the list says when nothing has come for a while; each beat puts a fresh one in its
     * place.
     */
    record Silence() implements View {
        @Override
        public String title() {
            return "Silence";
        }

        @Override
        public String template() {
            return "silence";
        }

        @Override
        public Section section() {
            return Section.APPROVALS;
        }
    }

    @Override
    public String title() {
        return "Approvals";
    }

    @Override
    public String template() {
        return "waiting";
    }

    @Override
    public Section section() {
        return Section.APPROVALS;
    }
}
