/** Environment variables to typed, validated settings; read by {@code Main} and {@code Sluice} only. */
@NullMarked
package dev.sluice.config;

import org.jspecify.annotations.NullMarked;
