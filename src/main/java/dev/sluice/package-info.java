/** The entry point of the process; uses cli, config and picocli. */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
