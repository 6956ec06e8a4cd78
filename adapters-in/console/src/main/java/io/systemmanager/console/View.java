package io.systemmanager.console;

/** What a page shows; each has a template of its own. */
interface View {

    /** The page's title and heading. */
    String title();

    /** Its template. */
    String template();

    /** Under which heading of the navigation it stands. */
    Section section();

    /** The headings of the navigation. */
    enum Section {
        APPROVALS("Approvals", "/console"),
        GRANTS("Grants", "/console/grants"),
        OPERATIONS("Operations", "/console/operations"),
        AUDIT("Audit", "/console/audit"),
        HEALTH("Health", "/console/health"),
        POLICY("Policy", "/console/policy"),
        NONE("", "");

        private final String label;
        private final String path;

        Section(String label, String path) {
            this.label = label;
            this.path = path;
        }

        String label() {
            return label;
        }

        String path() {
            return path;
        }
    }
}
