package dev.sluice.topology;

import dev.sluice.batch.Backlog;
import dev.sluice.batch.HeapBudget;
import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.objectstore.Uploader;

/**
 * What all tasks of a process share.
 *
 * @param uploader uploads their objects
 * @param heap the bound on their open blocks
 * @param backlog the bounds on their batches
 * @param metrics counts what they have committed
 * @param registry shows what they hold
 */
public record SharedServices(
        Uploader uploader, HeapBudget heap, Backlog backlog, SluiceMetrics metrics, TaskRegistry registry) {}
