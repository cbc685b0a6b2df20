/** What runs for each record, steps that read sources and write Avro binary; uses failure, mapping.json and mapping.lookup. */
@NullMarked
package dev.sluice.mapping.plan;

import org.jspecify.annotations.NullMarked;
