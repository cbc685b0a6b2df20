package dev.sluice.simulation;

import dev.sluice.batch.BatchHeader;
import dev.sluice.batch.SourceOffsets;

/** A landed object, in the manifest. */
record Announcement(BatchHeader batch, SourceOffsets offsets) {}
