package dev.sluice.kafka;

/**
 * What to do when Kafka cannot be used, in the words of those who configure it.
 *
 * @param settings about settings that Kafka's clients refuse
 * @param brokers about brokers that do not answer
 */
public record Remedies(String settings, String brokers) {}
