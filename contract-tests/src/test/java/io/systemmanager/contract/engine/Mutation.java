package io.systemmanager.contract.engine;

/**
 * One change of a request that was right before.
 *
 * @param kind what is done
 * @param where to which member, header or byte; counted around
 * @param what with which value of a list; counted around
 */
record Mutation(Kind kind, int where, int what) {
    enum Kind {
        DROP_MEMBER,
        REPEAT_MEMBER,
        RETYPE_VALUE,
        RENAME_MEMBER,
        NEST_VALUE,
        CUT_BODY,
        BREAK_UTF8,
        CHANGE_BYTE,
        DEEPEN_BODY,
        BODY_TWICE,
        DROP_HEADER,
        REPEAT_HEADER,
        CHANGE_HEADER,
        ADD_HEADER,
        CHANGE_VERB,
        SAY_SHORTER,
        SAY_LONGER
    }

    @Override
    public String toString() {
        return kind + "(" + where + "," + what + ")";
    }

    void applyTo(Draft draft) {
        switch (kind) {
            case DROP_MEMBER, RETYPE_VALUE, RENAME_MEMBER, NEST_VALUE, REPEAT_MEMBER ->
                    BodyMutations.applyTo(draft, this);
            case CUT_BODY -> draft.body = Bytes.cut(draft.body, where * 31 + what);
            case BREAK_UTF8 -> draft.body = Bytes.breakUtf8(draft.body, where * 31, what);
            case CHANGE_BYTE -> draft.body = Bytes.change(draft.body, where * 31 + what, what);
            case DEEPEN_BODY -> draft.body = Bytes.deepen(draft.body, 1 << (what % 17));
            case BODY_TWICE -> draft.body = Bytes.join(draft.body, draft.body);
            case DROP_HEADER, REPEAT_HEADER, CHANGE_HEADER, ADD_HEADER ->
                    HeaderMutations.applyTo(draft, this);
            case CHANGE_VERB -> draft.verb = Draft.VERBS.get(what % Draft.VERBS.size());
            case SAY_SHORTER -> draft.lengthError = -1 - what % Math.max(1, draft.body.length);
            case SAY_LONGER -> draft.lengthError = 1 + what;
        }
    }
}
