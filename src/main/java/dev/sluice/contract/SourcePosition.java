package dev.sluice.contract;

/** Where in the input a record stands, whatever topics it has been through since. */
public record SourcePosition(String topic, int partition, long offset) {}
