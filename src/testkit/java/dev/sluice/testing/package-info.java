/** A real broker and a real S3 on the loopback interface, and what to feed them. */
@NullMarked
package dev.sluice.testing;

import org.jspecify.annotations.NullMarked;
