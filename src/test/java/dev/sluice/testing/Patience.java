package dev.sluice.testing;

import java.time.Duration;

/** How long tests wait for a condition. Only a failing test waits that long, so a busy machine decides. */
public final class Patience {

    /** For what takes seconds on an idle machine. */
    public static final Duration SOON = Duration.ofMinutes(3);

    private Patience() {}
}
