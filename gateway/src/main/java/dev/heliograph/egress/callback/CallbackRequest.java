package dev.heliograph.egress.callback;

/**
 * A callback that is to be made.
 *
 * @param url complete
 * @param form what a POST carries, as a form is written ({@code a=b&c=d}); empty for a GET
 * @param acknowledgement what the answer must say, white space apart; empty when its status is enough
 */
record CallbackRequest(String url, boolean post, String form, String acknowledgement) {}
