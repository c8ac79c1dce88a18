package dev.heliograph.boot;

import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Where a command's own thread waits for what happens on event loops. */
final class Waiting {
    private Waiting() {}

    /** @throws Refusal as it is, or one about whatever else went wrong */
    static <T> T on(Future<T> future) throws InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof Refusal refusal) {
                throw refusal;
            }
            throw new Refusal(ExitCode.FAILURE, cause == null ? e.toString() : cause.toString(), e);
        }
    }
}
