package dev.heliograph.channel.web;

import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.OutcomeHandler;
import dev.heliograph.channel.Submission;
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import java.util.ArrayList;
import java.util.List;

/** A message on its way, part by part. */
final class PartsInHand {
    private final String channel;
    private final Submission submission;
    private final String address;
    private final int cost;
    private List<Element> elements;
    private final OutcomeHandler answer;
    private final List<String> providerIds = new ArrayList<>(1);
    private int sent;

    PartsInHand(String channel, Submission submission, String address, List<Element> elements, OutcomeHandler answer) {
        this.channel = channel;
        this.submission = submission;
        this.address = address;
        this.elements = elements;
        this.cost = elements.size();
        this.answer = answer;
    }

    String address() {
        return address;
    }

    Message message() {
        return submission.message();
    }

    /** @return what was counted for it when it was taken, whatever it becomes */
    int cost() {
        return cost;
    }

    /** Shows the message otherwise, before any of it was sent. */
    void show(List<Element> others) {
        elements = others;
    }

    Part next(long nowMillis) {
        return new Part(channel, submission, address, elements.get(sent), sent, nowMillis);
    }

    void taken(List<String> ids) {
        providerIds.addAll(ids);
        sent++;
    }

    boolean isDone() {
        return sent == elements.size();
    }

    List<String> providerIds() {
        return List.copyOf(providerIds);
    }

    void end(Outcome outcome) {
        answer.onOutcome(submission, outcome);
    }
}
