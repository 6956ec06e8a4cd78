package io.systemmanager.mcpengine;

import java.util.List;
import java.util.Optional;

/**
 * The tools that an application offers through the engine. Called from many threads at once.
 *
 * @param <P> the application's principal
 */
public interface Tools<P> {

    /** The tools this principal sees, in a fixed order that depends on the principal only. */
    List<ToolDescription> visibleTo(P principal);

    /**
     * One of those, by its name. Asked for every call, so it must be cheap; the same tool should
     * come with the same schema object each time, because the engine compiles a schema once.
     */
    default Optional<ToolDescription> visibleTo(P principal, String name) {
        return visibleTo(principal).stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /**
     * Carries out a call, on a virtual thread, and may block. Arguments of a visible tool were
     * checked against its schema; of a tool that is not visible they were not, and the answer is
     * {@link ToolAnswer.UnknownTool} or {@link ToolAnswer.Forbidden}. When the client cancels the
     * call the thread is interrupted, and what is answered or thrown then goes nowhere.
     */
    ToolAnswer call(ToolCall<P> call);

    /**
     * Answers a call of a visible tool whose arguments break its schema, so that the application's
     * failures have one form and it can count them.
     *
     * @param faults what is wrong, a clause each, fit for the client; at least one
     */
    ToolAnswer refuse(ToolCall<P> call, List<String> faults);
}
