package dev.heliograph.channel.web;

/** @param text the body, plain text unless it begins as JSON or XML does */
public record HookAnswer(int status, String text) {
    public static final HookAnswer OK = new HookAnswer(200, "");
}
