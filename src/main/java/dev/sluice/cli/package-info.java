/** The commands for people at work on a schema. They need no Kafka and no S3. */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
