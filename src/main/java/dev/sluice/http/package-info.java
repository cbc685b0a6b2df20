/** {@code /metrics}, {@code /health/live} and {@code /health/ready} over HTTP. */
@NullMarked
package dev.sluice.http;

import org.jspecify.annotations.NullMarked;
