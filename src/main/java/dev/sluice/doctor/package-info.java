/**
 * What is looked at before the service joins its group, whether topics, broker and bucket are as it needs them; uses
 * contract, kafka, objectstore, Kafka clients and Kafka common.
 */
@NullMarked
package dev.sluice.doctor;

import org.jspecify.annotations.NullMarked;
