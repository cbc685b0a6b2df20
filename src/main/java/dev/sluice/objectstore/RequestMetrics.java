package dev.sluice.objectstore;

import dev.sluice.metrics.S3Operation;
import dev.sluice.metrics.S3Status;
import dev.sluice.metrics.SluiceMetrics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Reports each request as it goes over the wire; what fails before, for want of credentials say, is no request. */
final class RequestMetrics implements ExecutionInterceptor {

    private static final ExecutionAttribute<Long> SENT_AT_NANOS = new ExecutionAttribute<>("sluice-sent-at");

    private final SluiceMetrics metrics;

    RequestMetrics(SluiceMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (operation(context.request()) != null) {
            attributes.putAttribute(SENT_AT_NANOS, System.nanoTime());
            metrics.s3RequestSent();
        }
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        ended(context.request(), S3Status.of(context.httpResponse().statusCode()), attributes);
    }

    /** Comes after {@link #afterTransmission} where there was an answer, and without it where there was none. */
    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        ended(context.request(), S3Status.NO_ANSWER, attributes);
    }

    private void ended(SdkRequest request, S3Status status, ExecutionAttributes attributes) {
        Long sentAtNanos = attributes.getAttribute(SENT_AT_NANOS);
        S3Operation operation = operation(request);
        if (sentAtNanos != null && operation != null) {
            attributes.putAttribute(SENT_AT_NANOS, null);
            metrics.s3RequestEnded(operation, status, Duration.ofNanos(System.nanoTime() - sentAtNanos));
        }
    }

    private static @Nullable S3Operation operation(SdkRequest request) {
        if (request instanceof PutObjectRequest) {
            return S3Operation.PUT;
        } else if (request instanceof HeadObjectRequest) {
            return S3Operation.HEAD;
        } else if (request instanceof GetObjectRequest) {
            return S3Operation.GET;
        } else if (request instanceof DeleteObjectRequest) {
            return S3Operation.DELETE;
        }
        return null;
    }
}
