package dev.heliograph.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** How loud the log is and which form it has; all else stands in {@link LogLines}. */
final class Logging {
    private Logging() {}

    /** The form of the log's lines. */
    enum Form {
        TEXT,
        JSON
    }

    /** @param verbose also what only helps to find a fault */
    static void configure(boolean verbose) {
        if (verbose && LoggerFactory.getLogger("dev.heliograph") instanceof Logger logger) {
            logger.setLevel(Level.DEBUG);
        }
    }

    /** One JSON object a line from here on. */
    static void asJson() {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
    }
}
