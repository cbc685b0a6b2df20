/** Holds the project's pages to what they are about: the code, the command line, the chart, and each other. */
@NullMarked
package dev.sluice.docs;

import org.jspecify.annotations.NullMarked;
