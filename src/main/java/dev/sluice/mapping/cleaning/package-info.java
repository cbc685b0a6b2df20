/** What happens to a value between its source and its type: steps, absent values, words for words, notations of numbers. */
@NullMarked
package dev.sluice.mapping.cleaning;

import org.jspecify.annotations.NullMarked;
