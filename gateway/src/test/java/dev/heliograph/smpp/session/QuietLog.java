package dev.heliograph.smpp.session;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an error that a test provokes out of the build's output. */
public final class QuietLog {
    private QuietLog() {}

    public static void run(Class<?> logging, Runnable task) {
        run(logging.getName(), task);
    }

    /** @param logging a class or a package */
    public static void run(String logging, Runnable task) {
        Logger logger = (Logger) LoggerFactory.getLogger(logging);
        Level before = logger.getLevel();
        logger.setLevel(Level.OFF);
        try {
            task.run();
        } finally {
            logger.setLevel(before);
        }
    }
}
