package dev.sluice.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One step of a {@link BatchSimulation}. Lives of the task and uploads are given by numbers, which are taken modulo
 * those that are there; life 0 is the task's owner, the others are zombies. A step of what is not there does nothing.
 */
public sealed interface Step {

    void run(BatchSimulation simulation);

    /** Records are consumed; those that are read for the first time have event times in that hour. */
    record Consume(int life, int records, int hour) implements Step {
        @Override
        public void run(BatchSimulation simulation) {
            simulation.consume(life, records, hour);
        }
    }

    /** A record is consumed that goes to no batch. */
    record WakeUp(int life) implements Step {
        @Override
        public void run(BatchSimulation simulation) {
            simulation.life(life).wakeUp();
        }
    }

    /** Time passes, and a punctuation comes. */
    record Pass(int life, int seconds) implements Step {
        @Override
        public void run(BatchSimulation simulation) {
            simulation.pass(life, seconds);
        }
    }

    /** The task commits; for a zombie the commit is refused, if it names offsets. */
    record Commit(int life) implements Step {
        @Override
        public void run(BatchSimulation simulation) {
            simulation.commit(life);
        }
    }

    /** A commit is prepared, and fails; the task begins anew in the same process. */
    record Abort(int life) implements Step {
        @Override
        public void run(BatchSimulation simulation) {
            simulation.abort(life);
        }
    }

    /** The marker of the commit hook is evicted from its cache. */
    record Evict(int life) implements Step {
        @Override
        public void run(BatchSimulation simulation) {
            simulation.life(life).evictMarker();
        }
    }

    /** An upload is carried out; when its answer is lost, it is tried again later. */
    record Upload(int life, int upload, boolean isAnswered) implements Step {
        @Override
        public void run(BatchSimulation simulation) {
            simulation.life(life).upload(upload, isAnswered);
        }
    }

    /** Another program puts an object under the key of an upload that is under way. */
    record PutForeign(int life, int upload) implements Step {
        @Override
        public void run(BatchSimulation simulation) {
            simulation.life(life).putForeign(upload);
        }
    }

    /** The task goes to another process, with that of two formats, and the one before becomes a zombie. */
    record Move(int format) implements Step {
        @Override
        public void run(BatchSimulation simulation) {
            simulation.move(format);
        }
    }

    /** The task ends cleanly, and goes to another process, with that of two formats. */
    record HandOver(int format) implements Step {
        @Override
        public void run(BatchSimulation simulation) {
            simulation.handOver(format);
        }
    }

    /** A sequence of steps, the same for the same seed: much service, and many faults. */
    static List<Step> random(long seed, int steps) {
        Random random = new Random(seed);
        List<Step> drawn = new ArrayList<>();
        while (drawn.size() < steps) {
            drawn.add(random(random));
        }
        return drawn;
    }

    private static Step random(Random random) {
        int life = random.nextInt(6) == 0 ? random.nextInt(3) : 0;
        int upload = random.nextInt(8);
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5 -> new Consume(life, 1 + random.nextInt(4), random.nextInt(5));
            case 6, 7, 8, 9 -> new Pass(life, random.nextInt(30));
            case 10, 11, 12, 13 -> new Commit(life);
            case 14 -> new Abort(life);
            case 15 -> new Evict(life);
            case 16, 17, 18, 19 -> new Upload(life, upload, random.nextInt(4) > 0);
            case 20 -> new PutForeign(life, upload);
            case 21 -> new Move(random.nextInt(2));
            case 22 -> new HandOver(random.nextInt(2));
            default -> new WakeUp(life);
        };
    }
}
