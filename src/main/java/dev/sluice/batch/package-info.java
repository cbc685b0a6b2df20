/**
 * The life of a task's batches, from the first record to the landed object, and the store that remembers them; uses
 * batch.block and batch.header.
 */
@NullMarked
package dev.sluice.batch;

import org.jspecify.annotations.NullMarked;
