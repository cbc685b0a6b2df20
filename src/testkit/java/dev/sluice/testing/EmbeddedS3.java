package dev.sluice.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A real S3 server in this process: s3proxy, on the loopback interface only, which checks signatures and checksums.
 *
 * <p>It wants path-style addresses, and takes any region.
 */
public final class EmbeddedS3 implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    public static final String ACCESS_KEY = "sluice-test-access-key";
    public static final String SECRET_KEY = "sluice-test-secret-key";

    private final S3Proxy server;
    private final BlobStore store;

    private EmbeddedS3(S3Proxy server, BlobStore store) {
        this.server = server;
        this.store = store;
    }

    /** A server on a free port that keeps its objects in memory. */
    public static EmbeddedS3 start() {
        return start(BlobStores.create("transient-nio2", new Properties()), 0, SECRET_KEY);
    }

    /** A server on that port (0: any free one) that keeps its objects in that directory. */
    public static EmbeddedS3 start(Path directory, int port) {
        return start(directory, port, SECRET_KEY);
    }

    /** The same, which takes no secret key but this one. */
    static EmbeddedS3 start(Path directory, int port, String secretKey) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create directory " + directory, e);
        }
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", directory.toString());
        return start(BlobStores.create("filesystem-nio2", properties), port, secretKey);
    }

    private static EmbeddedS3 start(BlobStore store, int port, String secretKey) {
        S3Proxy server = S3Proxy.builder()
                .blobStore(new WholeObjects(store))
                .endpoint(URI.create("http://" + HOST + ":" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, secretKey)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("cannot start s3proxy on port " + port, e);
        }
        return new EmbeddedS3(server, store);
    }

    public URI endpoint() {
        return URI.create("http://" + HOST + ":" + server.getPort());
    }

    public String accessKey() {
        return ACCESS_KEY;
    }

    public String secretKey() {
        return SECRET_KEY;
    }

    /** Makes this server's keys those that the AWS SDK finds in this process. */
    public void useCredentials() {
        System.setProperty("aws.accessKeyId", ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", SECRET_KEY);
    }

    /** A client of this server, to be closed by the caller. */
    public S3Client client() {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    /** Creates the bucket, unless it is there. */
    public void createBucket(String name) {
        store.createContainer(name);
    }

    /** S3 lists an object when all of it is there; the store lists also what it is just writing, under another name. */
    private static final class WholeObjects extends ForwardingBlobStore {

        private static final Pattern BEING_WRITTEN =
                Pattern.compile(".*-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

        WholeObjects(BlobStore store) {
            super(store);
        }

        @Override
        public ListObjectsV2Response list(ListObjectsV2Request request) {
            ListObjectsV2Response listed = super.list(request);
            List<S3Object> whole = listed.contents().stream()
                    .filter(object -> !BEING_WRITTEN.matcher(object.key()).matches())
                    .toList();
            return listed.toBuilder().contents(whole).build();
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop s3proxy", e);
        } finally {
            store.close();
        }
    }

    /**
     * Runs a server in a process of its own until its standard input ends, so that it cannot outlive who started it.
     *
     * @param args the port (0: any free one), the directory, and buckets to create; one line, {@code ready URL}, says
     *     that it is up
     */
    public static void main(String[] args) throws Exception {
        try (EmbeddedS3 s3 = start(Path.of(args[1]), Integer.parseInt(args[0]))) {
            for (int i = 2; i < args.length; i++) {
                s3.createBucket(args[i]);
            }
            System.out.println("ready " + s3.endpoint());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
