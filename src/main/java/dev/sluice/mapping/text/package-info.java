/** UTF-8 text as numbers, times, UUIDs and what patterns match; uses bytes and RE2/J. */
@NullMarked
package dev.sluice.mapping.text;

import org.jspecify.annotations.NullMarked;
