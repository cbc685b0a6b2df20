/**
 * One running service: made of its parts, checked before its start, watched, and closed; uses batch, batch.header,
 * config, contract, doctor, http, kafka, kstreams, log, mapping, mapping.schema, metrics, objectstore, status,
 * threads, topology, Kafka Streams and SLF4J.
 */
@NullMarked
package dev.sluice.service;

import org.jspecify.annotations.NullMarked;
