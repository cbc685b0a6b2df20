/** The values that describe a batch, and their stored form; uses bytes. */
@NullMarked
package dev.sluice.batch.header;

import org.jspecify.annotations.NullMarked;
