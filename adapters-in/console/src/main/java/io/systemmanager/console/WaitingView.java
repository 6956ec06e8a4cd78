package io.systemmanager.console;

import java.util.List;

/** The approvals: what waits, which is kept up to date, and what there was. */
record WaitingView(Waiting waiting, List<ApprovalRow> latest) implements View {

    /** The part of it that is sent anew when it changes. */
    record Waiting(List<ApprovalRow> rows) implements View {
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
