package dev.heliograph.channel.web;

import java.util.function.Consumer;

/** A channel whose provider calls back. */
public interface Hooked {
    /**
     * Takes a webhook; on the channel's event loop.
     *
     * @param answer called once, on the same loop, when what the webhook said is stored
     */
    void onHook(HookRequest request, Consumer<HookAnswer> answer);
}
