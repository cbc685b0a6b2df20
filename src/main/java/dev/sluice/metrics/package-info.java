/** What the service counts, as one small interface, and its Micrometer face. */
@NullMarked
package dev.sluice.metrics;

import org.jspecify.annotations.NullMarked;
