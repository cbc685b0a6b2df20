/** JSON bytes read strictly into slots, one for each pointer, or refused; uses failure. */
@NullMarked
package dev.sluice.mapping.json;

import org.jspecify.annotations.NullMarked;
