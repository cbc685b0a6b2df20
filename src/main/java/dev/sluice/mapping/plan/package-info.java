/**
 * What runs for each record, steps that read sources and write Avro binary; uses bytes, failure, mapping.json,
 * mapping.lookup and mapping.text.
 */
@NullMarked
package dev.sluice.mapping.plan;

import org.jspecify.annotations.NullMarked;
