/** {@code ./mvnw -Pbench}: what a conversion costs, beside the usual way to do it and beside bare parsing. */
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
