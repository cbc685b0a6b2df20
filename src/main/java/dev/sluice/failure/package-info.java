/** Why a record could not be converted, what that means for it, and the headers that say so; uses Kafka common. */
@NullMarked
package dev.sluice.failure;

import org.jspecify.annotations.NullMarked;
