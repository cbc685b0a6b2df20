/** The vocabulary of structured log lines; uses nothing. */
@NullMarked
package dev.sluice.log;

import org.jspecify.annotations.NullMarked;
