package dev.heliograph.ingress.http;

import io.vertx.core.http.HttpHeaders;

/** The Expect header (RFC 9110, 10.1.1): a client that asks before it sends its body is told to go on, after all that can be checked without it was. */
final class Expectation {
    private Expectation() {}

    /** @return whether the body may be read; if not, the call was answered */
    static boolean isMet(Call call) {
        String expected = call.header(HttpHeaders.EXPECT);
        if (expected == null) {
            return true;
        }
        if (!expected.equalsIgnoreCase("100-continue")) {
            call.closing().problem(Problem.EXPECTATION_FAILED, "");
            return false;
        }
        call.response().writeContinue();
        return true;
    }
}
