package io.systemmanager.domain.note;

/** The names of keys and logs: C2SP signed-note, "Format", and no control characters. */
final class KeyName {

    private static final int MAX_LENGTH = 512;

    private KeyName() {}

    /** Not empty, well-formed, without spaces of any script, plus signs and controls. */
    static boolean isValid(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_LENGTH
                && name.codePoints().allMatch(KeyName::mayStand);
    }

    private static boolean mayStand(int c) {
        return c != '+'
                && !Character.isISOControl(c) // U+0085, a space to Unicode, is among them
                && !Character.isSpaceChar(c)
                && Character.getType(c) != Character.SURROGATE;
    }
}
