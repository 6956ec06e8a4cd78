package io.systemmanager.console;

/** Says what went wrong. */
record TroubleView(Answer.Trouble trouble, String correlationId) implements View {
    @Override
    public String title() {
        return "That did not work";
    }

    @Override
    public String template() {
        return "trouble";
    }

    @Override
    public Section section() {
        return Section.NONE;
    }
}
