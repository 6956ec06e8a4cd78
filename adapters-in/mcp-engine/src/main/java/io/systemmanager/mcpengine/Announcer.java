package io.systemmanager.mcpengine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the clients that listen of a change. It returns at once; each stream is written by its own
 * thread, and several changes of the same thing that a client did not take yet are told once. What
 * nobody asked for goes nowhere. Safe for many threads.
 */
public final class Announcer {

    /** Somebody who may want to hear. */
    interface Listener {
        /** To return at once. */
        void hear(Notice notice);
    }

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    /** One that nobody listens to yet. */
    public Announcer() {}

    /** What callers may see changed: the lists of tools, prompts and resources. */
    public void listsChanged() {
        toolsChanged();
        promptsChanged();
        resourcesChanged();
    }

    /** The list of tools changed. */
    public void toolsChanged() {
        announce(new Notice.ListChanged(Notice.Kind.TOOLS));
    }

    /** The list of prompts changed. */
    public void promptsChanged() {
        announce(new Notice.ListChanged(Notice.Kind.PROMPTS));
    }

    /** The list of resources changed. */
    public void resourcesChanged() {
        announce(new Notice.ListChanged(Notice.Kind.RESOURCES));
    }

    /** A resource has other content. */
    public void resourceUpdated(String uri) {
        announce(new Notice.ResourceUpdated(uri));
    }

    /** A task has another state. */
    public void taskChanged(String id) {
        announce(new Notice.TaskChanged(id));
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    private void announce(Notice notice) {
        listeners.forEach(listener -> listener.hear(notice));
    }
}
