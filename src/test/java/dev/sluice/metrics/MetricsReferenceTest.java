package dev.sluice.metrics;

import dev.sluice.docs.Generated;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** docs/reference/metrics.md against the declarations. */
class MetricsReferenceTest {

    @Test
    void page_holdsTheTablesOfTheDeclarations() throws IOException {
        Generated.assertHolds("reference/metrics.md", "metrics", MetricsReference.markdown());
    }
}
