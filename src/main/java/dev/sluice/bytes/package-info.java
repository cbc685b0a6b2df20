/** Encodings of bytes that several packages need: varints, words, SHA-256; uses nothing but the JDK. */
@NullMarked
package dev.sluice.bytes;

import org.jspecify.annotations.NullMarked;
