/** Words of people: which known one does a mistyped one mean; uses nothing but the JDK. */
@NullMarked
package dev.sluice.text;

import org.jspecify.annotations.NullMarked;
