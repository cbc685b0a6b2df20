/** The threads that Sluice makes itself; uses nothing. */
@NullMarked
package dev.sluice.threads;

import org.jspecify.annotations.NullMarked;
