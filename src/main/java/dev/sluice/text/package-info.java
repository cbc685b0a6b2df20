/** Words of people: which known one does a mistyped one mean; uses the JDK alone. */
@NullMarked
package dev.sluice.text;

import org.jspecify.annotations.NullMarked;
