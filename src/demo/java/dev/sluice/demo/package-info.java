/** {@code ./mvnw -Pdemo}: the service on an embedded broker and S3, from the first record to the proof. */
@NullMarked
package dev.sluice.demo;

import org.jspecify.annotations.NullMarked;
