package io.systemmanager.mcpengine;

import java.util.List;

/** How a step of a read ends. */
public sealed interface ResourceAnswer
        permits Ask, ResourceAnswer.Found, ResourceAnswer.NotFound, ResourceAnswer.Failed {

    /** What it holds; at least one part. */
    record Found(List<ResourceContent> contents) implements ResourceAnswer {
        public Found {
            contents = List.copyOf(contents);
            if (contents.isEmpty()) {
                throw new IllegalArgumentException("a resource without content was not found");
            }
        }
    }

    /** There is none, or the principal may not know of it. */
    record NotFound() implements ResourceAnswer {}

    /**
     * It could not be read.
     *
     * @param code to branch on
     * @param cause one sentence for the caller
     * @param nextStep what the caller can do
     */
    record Failed(String code, String cause, String nextStep) implements ResourceAnswer {}
}
