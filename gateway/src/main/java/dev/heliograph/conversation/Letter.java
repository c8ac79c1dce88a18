package dev.heliograph.conversation;

import java.util.function.Predicate;

/**
 * What is known of a message that came as a letter: from the address it was sent to, which nobody but the gateway can make. A letter may say of itself that it is from anybody,
 * while a provider knows who writes.
 *
 * @param answers tells of an account, by its name, whether the message that is answered is its
 * @param fromRecipient whether it is from the address to which that message was sent
 */
public record Letter(Predicate<String> answers, boolean fromRecipient) {}
