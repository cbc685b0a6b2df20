package dev.sluice.chaos;

import dev.sluice.objectstore.BucketProbe;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A reverse proxy between one service process and S3 that fails as it is told; one request to a connection.
 *
 * <p>Requests go on as they are, the Host header too, for the signature covers it. A service's probe of the bucket is
 * no upload: it is not held, counted or forestalled.
 */
public final class FaultyS3 implements AutoCloseable {

    private static final long DELAY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServerSocket server;
    private final URI upstream;
    private final PutLog puts;
    private final Consumer<String> occupant;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "faulty-s3");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicReference<@Nullable HeldUpload> holdNext = new AtomicReference<>();
    private final AtomicInteger hits = new AtomicInteger();
    private volatile @Nullable S3Fault fault;
    private volatile @Nullable Consumer<String> remover;

    /** @param occupant puts a foreign object at a key */
    public FaultyS3(URI upstream, PutLog puts, Consumer<String> occupant) {
        this.upstream = upstream;
        this.puts = puts;
        this.occupant = occupant;
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** From now on each request meets this fault. */
    void fail(S3Fault each) {
        hits.set(0);
        fault = each;
    }

    /** From now on a PUT replaces what has its key, as on a server that does not know If-None-Match. */
    public void ignoreConditions(Consumer<String> removerOfObjects) {
        remover = removerOfObjects;
    }

    void heal() {
        fault = null;
    }

    /** How many requests have met the fault since {@link #fail}. */
    int hits() {
        return hits.get();
    }

    /** Has the next PUT held when half of its body is through. */
    HeldUpload holdNext() {
        HeldUpload held = new HeldUpload();
        holdNext.set(held);
        return held;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            HttpRequestHead head = HttpRequestHead.read(in);
            if (head.expectsContinue()) {
                client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            HeldUpload held = isUpload(head) ? holdNext.getAndSet(null) : null;
            S3Fault now = fault;
            Consumer<String> clearing = remover;
            if (clearing != null && head.isPut()) {
                clearing.accept(head.key());
            }
            if (held != null) {
                hold(held, client, in, head);
            } else if (now == null) {
                client.getOutputStream().write(pass(head, in, null));
            } else {
                hits.incrementAndGet();
                fail(now, client, in, head);
            }
        } catch (IOException e) {
            // A client or server that was killed; the next attempt is another request.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hold(HeldUpload held, Socket client, InputStream in, HttpRequestHead head)
            throws IOException, InterruptedException {
        int status = 0;
        try {
            byte[] answer = pass(head, in, held);
            status = status(answer);
            client.getOutputStream().write(answer);
        } finally {
            held.ended(status);
        }
    }

    private void fail(S3Fault now, Socket client, InputStream in, HttpRequestHead head)
            throws IOException, InterruptedException {
        if (now.isAnswer()) {
            in.readNBytes((int) head.contentLength());
            client.getOutputStream().write(answer(now, head));
            return;
        }
        switch (now) {
            case RESET_MID_BODY -> {
                try (Socket s3 = connect()) {
                    s3.getOutputStream().write(head.closing());
                    s3.getOutputStream().write(in.readNBytes((int) head.contentLength() / 2));
                    reset(s3);
                }
                reset(client);
            }
            case LOSE_RESPONSE -> {
                pass(head, in, null);
                reset(client);
            }
            case HANG -> {
                in.readNBytes((int) head.contentLength());
                in.read(); // until the client gives up
            }
            case DELAY -> {
                LockSupport.parkNanos(DELAY_NANOS);
                client.getOutputStream().write(pass(head, in, null));
            }
            case OCCUPY_KEY -> {
                if (isUpload(head)) {
                    puts.occupy(head.key(), occupant);
                }
                client.getOutputStream().write(pass(head, in, null));
            }
            default -> throw new AssertionError(now);
        }
    }

    /** Passes a request on; the whole response. */
    private byte[] pass(HttpRequestHead head, InputStream in, @Nullable HeldUpload held)
            throws IOException, InterruptedException {
        try (Socket s3 = connect()) {
            OutputStream out = s3.getOutputStream();
            int length = (int) head.contentLength();
            byte[] firstHalf = in.readNBytes(length / 2);
            out.write(head.closing());
            out.write(firstHalf);
            if (held != null) {
                out.flush();
                held.hold(head.key());
            }
            byte[] secondHalf = in.readNBytes(length - length / 2);
            if (firstHalf.length + secondHalf.length < length) {
                throw new IOException("the client went away within the body");
            }
            out.write(secondHalf);
            byte[] answer = s3.getInputStream().readAllBytes();
            if (isUpload(head) && status(answer) == 200) {
                puts.accepted(head.key());
            }
            return answer;
        }
    }

    private Socket connect() throws IOException {
        return new Socket(upstream.getHost(), upstream.getPort());
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static boolean isUpload(HttpRequestHead head) {
        return head.isPut() && !BucketProbe.isProbe(head.key());
    }

    private static int status(byte[] answer) {
        String text = new String(answer, 0, Math.min(answer.length, 12), StandardCharsets.US_ASCII);
        return text.length() < 12 ? 0 : Integer.parseInt(text.substring(9));
    }

    private static byte[] answer(S3Fault fault, HttpRequestHead head) {
        String body = head.method().equals("HEAD")
                ? ""
                : "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>A fault of the test.</Message></Error>"
                        .formatted(fault.code());
        return "HTTP/1.1 %d %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(fault.status(), fault.code(), body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
