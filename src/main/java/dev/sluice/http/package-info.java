/** A small HTTP server of routes, and the answers they give; uses log, threads, Jackson and SLF4J. */
@NullMarked
package dev.sluice.http;

import org.jspecify.annotations.NullMarked;
