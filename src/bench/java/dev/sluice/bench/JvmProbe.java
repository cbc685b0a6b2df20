package dev.sluice.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What one JVM has used so far: as the system says, and as it says itself over a local JMX connection. */
final class JvmProbe implements AutoCloseable {

    private final Process process;
    private final String thread;
    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final MBeanServerConnection server;

    /** @param thread what the names of the threads contain whose allocations count */
    JvmProbe(Process process, String thread) throws IOException, AttachNotSupportedException {
        this.process = process;
        this.thread = thread;
        VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
        try {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
        server = connector.getMBeanServerConnection();
        threads = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    }

    /** CPU time since the start, user and system, of all threads. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElseThrow();
    }

    /** Time in collections since the start. */
    Duration collecting() throws IOException {
        long millis = 0;
        for (GarbageCollectorMXBean collector :
                ManagementFactory.getPlatformMXBeans(server, GarbageCollectorMXBean.class)) {
            millis += collector.getCollectionTime();
        }
        return Duration.ofMillis(millis);
    }

    /** Bytes that the threads have allocated since their start. */
    long allocatedBytes() {
        long bytes = 0;
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().contains(thread)) {
                bytes += threads.getThreadAllocatedBytes(id);
            }
        }
        return bytes;
    }

    /**
     * The most memory that was resident, in bytes, as Linux says ({@code VmHWM} in {@code proc_pid_status(5)});
     * elsewhere 0.
     */
    long peakResidentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        String line = Files.readAllLines(status).stream()
                .filter(each -> each.startsWith("VmHWM:"))
                .findAny()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .orElse(null);
        return Long.parseLong(Objects.requireNonNull(line).replaceAll("\\D", "")) * 1024;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
