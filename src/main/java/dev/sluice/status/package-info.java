/** The status of one running instance as a value, and its JSON; uses Jackson. */
@NullMarked
package dev.sluice.status;

import org.jspecify.annotations.NullMarked;
