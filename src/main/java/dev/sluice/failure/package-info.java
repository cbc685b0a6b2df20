/** Why a record could not be converted, and what that means for it; uses nothing. */
@NullMarked
package dev.sluice.failure;

import org.jspecify.annotations.NullMarked;
