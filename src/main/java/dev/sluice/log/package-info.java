/** The vocabulary of structured log lines; uses nothing but the JDK. */
@NullMarked
package dev.sluice.log;

import org.jspecify.annotations.NullMarked;
