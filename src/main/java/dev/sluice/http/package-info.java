/** {@code /metrics}, {@code /status} and the two of {@code /health} over HTTP; uses Jackson and SLF4J. */
@NullMarked
package dev.sluice.http;

import org.jspecify.annotations.NullMarked;
