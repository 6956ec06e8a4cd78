package io.systemmanager.console;

import java.util.Optional;

/**
 * Asks for the secret.
 *
 * @param back where to go afterwards; empty for the beginning
 * @param fault why it is asked again
 */
record SignInView(String back, Optional<String> fault) implements View {

    static SignInView blank(String back) {
        return new SignInView(back, Optional.empty());
    }

    @Override
    public String title() {
        return "Sign in";
    }

    @Override
    public String template() {
        return "signin";
    }

    @Override
    public Section section() {
        return Section.NONE;
    }
}
