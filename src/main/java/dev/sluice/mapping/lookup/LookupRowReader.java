package dev.sluice.mapping.lookup;

import dev.sluice.mapping.json.ConfluentFrame;
import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.json.JsonSlotReader;
import dev.sluice.mapping.json.PointerTrie;
import dev.sluice.mapping.json.RecordRefusedException;
import dev.sluice.mapping.json.Slots;

/** Parses the rows of one lookup table. For one thread at a time. */
public final class LookupRowReader {

    private final JsonSlotReader reader;
    private final Slots scratch;

    public LookupRowReader(String table, PointerTrie trie, JsonLimits limits) {
        this.reader = new JsonSlotReader(trie, "the row of lookup table " + table, limits);
        this.scratch = new Slots(trie.size());
    }

    /**
     * Parses one row.
     *
     * @param json the row, a JSON object; it may be in Confluent's framing
     * @throws RecordRefusedException if it is no JSON object within the limits
     */
    public LookupRow read(byte[] json) throws RecordRefusedException {
        reader.read(json, ConfluentFrame.end(json), json.length, scratch);
        return LookupRow.of(scratch);
    }
}
