/** An Avro schema compiled to a plan that turns JSON bytes into Avro bytes; uses failure, Avro and Jackson. */
@NullMarked
package dev.sluice.mapping;

import org.jspecify.annotations.NullMarked;
