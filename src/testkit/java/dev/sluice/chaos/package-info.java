/** Real processes under faults: the matrix of all of them, and a long run at random. */
@NullMarked
package dev.sluice.chaos;

import org.jspecify.annotations.NullMarked;
