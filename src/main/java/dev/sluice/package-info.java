/** Wires one running service and closes it: {@code Main} is the command line, {@code Sluice} the service. */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
