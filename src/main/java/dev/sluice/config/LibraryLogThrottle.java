package dev.sluice.config;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A filter that drops a library's log line when the same line was logged within the last minute. Each Kafka client, for
 * example, logs every second that it has no connection.
 *
 * <p>A line with an exception is always logged, because its stack trace may differ. Sluice's own lines count their repeats
 * themselves.
 */
public final class LibraryLogThrottle extends Filter<ILoggingEvent> {

    private static final long INTERVAL_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int MAX_LINES = 1_000;
    private static final String OURS = "dev.sluice.";

    private final Map<String, Long> loggedAtMillis = new HashMap<>();

    @Override
    public FilterReply decide(ILoggingEvent event) {
        return event.getLoggerName().startsWith(OURS) || event.getThrowableProxy() != null || isNew(event)
                ? FilterReply.NEUTRAL
                : FilterReply.DENY;
    }

    private synchronized boolean isNew(ILoggingEvent event) {
        String line = event.getLoggerName() + ": " + event.getFormattedMessage();
        Long before = loggedAtMillis.get(line);
        if (before != null && event.getTimeStamp() - before < INTERVAL_MILLIS) {
            return false;
        }
        if (loggedAtMillis.size() == MAX_LINES) {
            loggedAtMillis.clear();
        }
        loggedAtMillis.put(line, event.getTimeStamp());
        return true;
    }
}
