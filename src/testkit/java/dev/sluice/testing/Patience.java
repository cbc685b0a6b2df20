package dev.sluice.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for a condition that says nothing else, registered for all of them. Only a failing test waits
 * that long, so a busy machine decides.
 */
public final class Patience implements BeforeAllCallback {

    /** For what takes seconds on an idle machine. */
    public static final Duration SOON = Duration.ofMinutes(5);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(SOON);
    }
}
