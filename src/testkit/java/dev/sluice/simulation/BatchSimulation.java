package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.header.SealReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The batches of one task under any sequence of faults: processes take it from each other, and those that have lost it go
 * on; transactions abort; uploads take their time, lose their answers, and meet foreign objects.
 *
 * <p>What must hold is checked at every step, by whoever sees it: each committed record is in one landed object, or
 * pending in one batch; nothing is uploaded before the seal is committed, and under one key always the same bytes; an
 * object is announced once, with the offsets that its records have; the bounds are kept; and a task that has consumed
 * nothing changes nothing.
 */
public final class BatchSimulation {

    private static final int MAX_LIVES = 3;
    private static final int ROUNDS_TO_SETTLE = 20;

    private final Broker broker = new Broker();

    /** The task's owner, then zombies, the latest first. */
    private final List<Life> lives = new ArrayList<>();

    private long nowMillis = 1_763_640_000_000L;

    public BatchSimulation() {
        lives.add(new Life(broker, new Process(0)));
    }

    public void run(List<Step> steps) {
        steps.forEach(step -> step.run(this));
    }

    Life life(int number) {
        return lives.get(number % lives.size());
    }

    void consume(int life, int records, int hour) {
        life(life).consume(records, hour, nowMillis);
    }

    void pass(int life, int seconds) {
        nowMillis += seconds * 1_000L;
        life(life).tick(nowMillis);
    }

    void commit(int number) {
        Life life = life(number);
        if (!life.commit()) {
            assertThat(lives.get(0)).as("the owner's commit is refused").isNotSameAs(life);
            life.close();
            end(life);
        }
    }

    void abort(int number) {
        Life life = life(number);
        life.abort();
        if (life == lives.get(0)) {
            lives.set(0, new Life(broker, life.process()));
        } else {
            end(life);
        }
    }

    void move(int format) {
        lives.add(0, new Life(broker, new Process(format)));
        if (lives.size() > MAX_LIVES) {
            Life oldest = lives.get(MAX_LIVES);
            oldest.close();
            end(oldest);
        }
    }

    void handOver(int format) {
        Life owner = lives.get(0);
        assertThat(owner.commit()).isTrue();
        owner.close();
        end(owner);
        lives.add(0, new Life(broker, new Process(format)));
    }

    private void end(Life closed) {
        lives.remove(closed);
        closed.process().assertHoldsNothing();
    }

    /** The faults are over: everything that was consumed lands, and soon. */
    public void settle() {
        while (lives.size() > 1) {
            Life zombie = lives.get(1);
            zombie.close();
            end(zombie);
        }
        Life owner = lives.get(0);
        owner.wakeUp();
        assertThat(owner.commit()).isTrue();
        for (int round = 0; !owner.hasLandedAll(); round++) {
            assertThat(round).as("rounds until all has landed").isLessThan(ROUNDS_TO_SETTLE);
            nowMillis += Process.ROTATION.maxAge().toMillis();
            owner.uploadAll();
            owner.tick(nowMillis);
            assertThat(owner.commit()).isTrue();
        }
        assertThat(owner.wantsCommit()).as("wants a commit when all has landed").isFalse();
        assertThat(broker.landedRecords()).isEqualTo(broker.committedOffset());
    }

    /** Why batches were sealed, in transactions that have committed or not. */
    public Set<SealReason> seals() {
        return broker.seals();
    }

    /** How many records have landed. */
    public long landedRecords() {
        return broker.landedRecords();
    }
}
