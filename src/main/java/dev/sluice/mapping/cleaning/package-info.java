/**
 * What happens to a value between its source and its type: steps, absent values, notations of numbers; uses
 * failure, mapping.json, mapping.lookup, mapping.plan, mapping.schema, mapping.text and RE2/J.
 */
@NullMarked
package dev.sluice.mapping.cleaning;

import org.jspecify.annotations.NullMarked;
