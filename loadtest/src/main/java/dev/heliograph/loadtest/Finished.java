package dev.heliograph.loadtest;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** How many messages the gateway has brought to their end, asked each second: a client that floods hears of its own messages late, which is not what they are judged by. */
final class Finished implements AutoCloseable {
    private final Subject subject;
    private final long beganNanos = System.nanoTime();
    private final List<Count> counts = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::watch, "finished");
    private volatile boolean closed;

    private record Count(double second, long messages) {}

    Finished(Subject subject) {
        this.subject = subject;
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!closed) {
            try {
                long messages = subject.finished();
                counts.add(new Count((System.nanoTime() - beganNanos) / 1e9, messages));
                TimeUnit.SECONDS.sleep(1);
            } catch (java.io.IOException lost) {
                // It answers the next time, or the run fails for a better reason.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** @return messages a second between two seconds of the run */
    double perSecond(int after, int until) {
        Count first = null;
        Count last = null;
        for (Count count : counts) {
            if (count.second >= after && first == null) {
                first = count;
            }
            if (count.second <= until + 1.0) {
                last = count;
            }
        }
        return first == null || last == null || last.second <= first.second
                ? 0
                : (last.messages - first.messages) / (last.second - first.second);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
