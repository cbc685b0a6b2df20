/**
 * Environment variables to typed, validated settings, made of the value types of what they configure; uses batch,
 * batch.block, contract, failure, format, kafka, kstreams, mapping, mapping.json, mapping.mask, objectstore, text,
 * Kafka clients, Kafka common, Kafka Streams and Logback.
 */
@NullMarked
package dev.sluice.config;

import org.jspecify.annotations.NullMarked;
