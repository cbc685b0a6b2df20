package dev.sluice;

import dev.sluice.testing.EmbeddedKafka;
import dev.sluice.testing.EmbeddedS3;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.s3.S3Client;

/** On the embedded broker and the embedded S3. */
class EmbeddedRealDataIT extends RealDataContract {

    private final EmbeddedKafka kafka = EmbeddedKafka.start();
    private final EmbeddedS3 s3 = EmbeddedS3.start();

    @AfterEach
    void stop() {
        s3.close();
        kafka.close();
    }

    @Override
    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    URI s3Endpoint() {
        return s3.endpoint();
    }

    @Override
    S3Client s3() {
        s3.createBucket("lake");
        s3.useCredentials();
        return s3.client();
    }
}
