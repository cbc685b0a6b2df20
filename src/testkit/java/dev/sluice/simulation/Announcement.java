package dev.sluice.simulation;

import dev.sluice.batch.header.BatchHeader;
import dev.sluice.batch.header.SourceOffsets;

/** A landed object, in the manifest. */
record Announcement(BatchHeader batch, SourceOffsets offsets) {}
