package dev.sluice.doctor;

import java.util.List;

/** One check of a service's topics, or of its brokers. */
@FunctionalInterface
interface TopicCheck {

    /** What it found; empty if all is well. */
    List<Finding> findings(ServiceTopics topics);
}
