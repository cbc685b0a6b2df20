/** The count behind {@code sluice verify}: is each input record in exactly one place? It reads only. */
@NullMarked
package dev.sluice.verify;

import org.jspecify.annotations.NullMarked;
