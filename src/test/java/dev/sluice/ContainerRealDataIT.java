package dev.sluice;

import com.adobe.testing.s3mock.testcontainers.S3MockContainer;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** On apache/kafka and adobe/s3mock in containers; skipped, and said to be, where no Docker answers. */
class ContainerRealDataIT extends RealDataContract {

    private static final String ANY_KEY = "any";

    private KafkaContainer kafka;
    private S3MockContainer s3;

    @BeforeEach
    void start() {
        boolean hasDocker = DockerClientFactory.instance().isDockerAvailable();
        if (!hasDocker) {
            System.out.println("ContainerRealDataIT: skipped, for no Docker engine answers (DOCKER_HOST)");
        }
        Assumptions.assumeTrue(hasDocker, "no Docker engine answers");
        kafka = new KafkaContainer("apache/kafka:4.4.0");
        s3 = new S3MockContainer("5.2.0").withInitialBuckets("lake");
        kafka.start();
        s3.start();
    }

    @AfterEach
    void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (s3 != null) {
            s3.close();
        }
    }

    @Override
    String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    URI s3Endpoint() {
        return URI.create(s3.getHttpEndpoint());
    }

    @Override
    S3Client s3() {
        System.setProperty("aws.accessKeyId", ANY_KEY);
        System.setProperty("aws.secretAccessKey", ANY_KEY);
        return S3Client.builder()
                .endpointOverride(s3Endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ANY_KEY, ANY_KEY)))
                .build();
    }
}
