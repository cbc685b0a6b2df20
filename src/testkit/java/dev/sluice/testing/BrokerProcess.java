package dev.sluice.testing;

import java.nio.file.Path;
import java.util.List;

/**
 * {@link EmbeddedKafka} in a JVM of its own, which can be stopped, killed, frozen and started again.
 *
 * <p>Started again it is the same broker, on the same port and directory.
 */
public final class BrokerProcess implements AutoCloseable {

    private final Path directory;
    private final Path log;
    private ServerProcess server;

    /** Starts a broker on a free port, and waits until it is up. */
    public BrokerProcess(Path directory, Path log) {
        this.directory = directory;
        this.log = log;
        server = launch(Integer.toString(Ports.free())); // of this JVM's, which outlives each of the broker's
    }

    private ServerProcess launch(String port) {
        return ServerProcess.start(
                EmbeddedKafka.class,
                List.of("-Xmx512m", Byteman.jvmOption("kafka-20734.btm"), "-Dsluice.log.target=System.err"),
                List.of(port, directory.toString()),
                log);
    }

    public String bootstrapServers() {
        return server.address();
    }

    /** A clean stop. */
    public void stop() throws InterruptedException {
        server.stop();
    }

    /** SIGKILL: it recovers its logs when it starts again. */
    public void kill() throws InterruptedException {
        server.process().destroyForcibly().waitFor();
    }

    /** SIGSTOP. */
    public void freeze() {
        Signals.send(server.process(), "STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        Signals.send(server.process(), "CONT");
    }

    /** Starts it again after {@link #stop} or {@link #kill}, and waits until it is up. */
    public void restart() {
        server = launch(bootstrapServers().substring(bootstrapServers().lastIndexOf(':') + 1));
    }

    @Override
    public void close() {
        server.close();
    }
}
