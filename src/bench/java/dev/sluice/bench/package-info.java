/**
 * {@code ./mvnw -Pjmh}: what a conversion costs, beside the usual way to do it and beside bare parsing. {@code ./mvnw
 * -Pbench}: what the whole service costs, beside plain loops, each in a process of its own.
 */
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
