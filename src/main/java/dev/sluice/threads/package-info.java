/** The threads that Sluice makes itself; uses nothing but the JDK. */
@NullMarked
package dev.sluice.threads;

import org.jspecify.annotations.NullMarked;
