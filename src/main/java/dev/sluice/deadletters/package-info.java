/**
 * What an operator does with dead letters: count them, look at one, replay them, take them elsewhere; uses
 * batch.header, contract, kafka, writer, Kafka clients and Kafka common.
 */
@NullMarked
package dev.sluice.deadletters;

import org.jspecify.annotations.NullMarked;
