/** Explores the models of the protocol. */
@NullMarked
package dev.sluice.model;

import org.jspecify.annotations.NullMarked;
