/** An Avro schema compiled to a plan that turns JSON bytes into Avro bytes. Knows neither Kafka nor S3. */
@NullMarked
package dev.sluice.mapping;

import org.jspecify.annotations.NullMarked;
