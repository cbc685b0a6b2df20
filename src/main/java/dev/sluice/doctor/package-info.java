/**
 * The checks of topics, brokers and bucket before the service joins its group; uses config, contract, kafka, objectstore,
 * Kafka clients and Kafka common.
 */
@NullMarked
package dev.sluice.doctor;

import org.jspecify.annotations.NullMarked;
