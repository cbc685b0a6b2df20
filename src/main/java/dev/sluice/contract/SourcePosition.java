package dev.sluice.contract;

/** Where in the input a record stands, whatever topics it has been through since. */
public record SourcePosition(String topic, int partition, long offset) {

    /** The input partitions that an application accounts for. Whatever names another source, another program wrote. */
    @FunctionalInterface
    public interface KnownSources {

        /** How many partitions of the topic the application accounts for; 0 for a topic that is not its input. */
        int partitions(String topic);

        default boolean include(SourcePosition source) {
            return source.partition() < partitions(source.topic());
        }
    }
}
