package dev.heliograph.conversation.exchange;

import dev.heliograph.conversation.RepliedTo;
import dev.heliograph.conversation.RepliedTo.Answered;
import dev.heliograph.conversation.RepliedTo.Question;
import dev.heliograph.throttle.Scheduler;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the other nodes which message of theirs somebody answers, and answers what they ask. Every node answers every question, with no too, so that a person's own message
 * that they quote is not waited for until the time is up.
 *
 * <p>What is lost is not said again: the message from the person then says nothing of what it answers. Owned by the exchange's event loop.
 */
final class ReplyQuestions {
    /** No message from a person waits longer. */
    static final long ANSWER_NANOS = 2_000_000_000L;

    /** Questions without an answer, of this node; more are not asked. */
    static final int ASKED_MAX = 500;

    /** Answers that wait to be written, and questions of other nodes that are being looked up; with more they are left unanswered. */
    static final int WAITING_MAX = 2_000;

    private static final String QUESTION = "which";
    private static final String ANSWER = "this";
    private static final String NUMBER = "number";
    private static final String FOUND = "found";

    private final String node;
    private final RepliedTo repliedTo;
    private final Numbers numbers;
    private final Executor loop;
    private final Scheduler scheduler;
    private final Runnable wake;
    private final Map<Long, Asked> asked = new HashMap<>();
    private final ArrayDeque<JsonObject> waiting = new ArrayDeque<>();

    /** Nodes that answer: heard of, and not silent when they were asked last. */
    private final Set<String> others = new HashSet<>();

    private int lookedUp;

    private static final class Asked {
        final Consumer<@Nullable Answered> answer;
        final Set<String> missing;

        Asked(Consumer<@Nullable Answered> answer, Set<String> missing) {
            this.answer = answer;
            this.missing = missing;
        }
    }

    /** @param wake has what waits here written soon */
    ReplyQuestions(
            String node, RepliedTo repliedTo, Numbers numbers, Executor loop, Scheduler scheduler, Runnable wake) {
        this.node = node;
        this.repliedTo = repliedTo;
        this.numbers = numbers;
        this.loop = loop;
        this.scheduler = scheduler;
        this.wake = wake;
    }

    /** Another node has written something. */
    void heardOf(String other) {
        others.add(other);
    }

    /** @return whether something is to be heard soon */
    boolean isAsking() {
        return !asked.isEmpty();
    }

    boolean hasNext() {
        return !waiting.isEmpty();
    }

    /** Adds what is to be written, as long as there are fewer than {@code max}. */
    void moveInto(List<String> notes, int max) {
        while (!waiting.isEmpty() && notes.size() < max) {
            notes.add(waiting.remove().encode());
        }
    }

    /** @param answer given what was found, on the exchange's loop; null when nothing was */
    void ask(Question question, Consumer<@Nullable Answered> answer) {
        if (others.isEmpty() || asked.size() >= ASKED_MAX) {
            answer.accept(null);
            return;
        }
        long number = numbers.next();
        Asked one = new Asked(answer, new HashSet<>(others));
        asked.put(number, one);
        waiting.add(PeopleNote.of(node, QUESTION).put(NUMBER, number).mergeIn(question.toJson()));
        scheduler.after(ANSWER_NANOS, () -> {
            if (asked.get(number) == one) {
                others.removeAll(one.missing);
                end(number, null);
            }
        });
        wake.run();
    }

    private void end(long number, @Nullable Answered found) {
        Asked one = asked.remove(number);
        if (one != null) {
            one.answer.accept(found);
        }
    }

    /** The line is gone, or closes: nobody will answer. */
    void giveUp() {
        waiting.clear();
        for (long number : Set.copyOf(asked.keySet())) {
            end(number, null);
        }
    }

    /**
     * @param json meant for this node, or for all
     * @return whether the note is one of these and can be understood
     */
    boolean take(JsonObject json) {
        if (!(json.getValue(NUMBER) instanceof Number number)) {
            return false;
        }
        String from = PeopleNote.node(json);
        switch (PeopleNote.kind(json)) {
            case QUESTION -> {
                Question question = Question.of(json);
                if (question == null) {
                    return false;
                }
                lookUp(question, from, number.longValue());
            }
            case ANSWER -> answered(number.longValue(), from, json);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void lookUp(Question question, String from, long number) {
        if (lookedUp + waiting.size() >= WAITING_MAX) {
            return;
        }
        lookedUp++;
        repliedTo.findHere(question, loop, found -> {
            lookedUp--;
            JsonObject answer =
                    PeopleNote.of(node, ANSWER, from).put(NUMBER, number).put(FOUND, found != null);
            waiting.add(found == null ? answer : answer.mergeIn(found.toJson()));
            wake.run();
        });
    }

    private void answered(long number, String from, JsonObject json) {
        Asked one = asked.get(number);
        if (one == null) {
            return;
        }
        Answered found = json.getValue(FOUND) == Boolean.TRUE ? Answered.of(json) : null;
        one.missing.remove(from);
        if (found != null || one.missing.isEmpty()) {
            end(number, found);
        }
    }
}
