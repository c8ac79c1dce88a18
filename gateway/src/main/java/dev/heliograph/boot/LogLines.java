package dev.heliograph.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/**
 * What an operator reads: one line an event, on standard error, so that standard output stays for answers. Never a message body, key or full number.
 *
 * <p>Said in code because reading the same from an XML file takes a tenth of a second of every start. Whoever wants another log brings a file of logback's own, by its
 * property {@value #FILE} or as one of its usual resources; then nothing here counts.
 */
public final class LogLines extends ContextAwareBase implements Configurator {
    private static final String FILE = "logback.configurationFile";
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %-12logger{0} %msg%n%ex{short}";

    /** For logback, which finds this class by its name. */
    public LogLines() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(FILE) != null || isThere("/logback-test.xml") || isThere("/logback.xml")) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("TEXT");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger("io.netty").setLevel(Level.WARN);
        context.getLogger("io.vertx").setLevel(Level.WARN);
        // It tells of every stranger who hangs up.
        context.getLogger("org.subethamail").setLevel(Level.ERROR);
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static boolean isThere(String resource) {
        return LogLines.class.getResource(resource) != null;
    }
}
