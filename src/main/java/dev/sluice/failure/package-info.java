/** Why a record could not be converted, and what that means for it; uses nothing but the JDK. */
@NullMarked
package dev.sluice.failure;

import org.jspecify.annotations.NullMarked;
