/** JSON bytes read strictly into slots, one for each pointer, or refused; uses bytes, failure and mapping.text. */
@NullMarked
package dev.sluice.mapping.json;

import org.jspecify.annotations.NullMarked;
