# The service as an image: libraries, then our jar, then what the JVM needs to start faster.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
RUN ./mvnw -B -ntp -q dependency:copy-dependencies@default
# The native libraries of this architecture, which their jars would otherwise unpack at each start.
RUN case "$(uname -m)" in \
      x86_64) arch='linux64|[Ll]inux/(amd64|x86_64)/' ;; \
      aarch64) arch='linux-aarch64|[Ll]inux/aarch64/' ;; \
      *) echo "no native libraries are known for $(uname -m)"; exit 1 ;; \
    esac \
    && mkdir native unpacked && cd unpacked \
    && for jar in ../target/lib/rocksdbjni-*.jar ../target/lib/zstd-jni-*.jar ../target/lib/snappy-java-*.jar ../target/lib/lz4-java-*.jar; do \
         jar xf $jar $(jar tf $jar | grep -E "($arch).*so$" | grep -v musl) || exit 1; \
       done \
    && find . -name '*.so' -exec mv {} ../native/ \; \
    && ls -l ../native
COPY src/main/java src/main/java
COPY src/main/resources src/main/resources
RUN ./mvnw -B -ntp -q package -Dmaven.test.skip=true -Dspotless.check.skip=true

FROM eclipse-temurin:25-jre
RUN install -d -o 10001 -g 0 -m 770 /var/lib/sluice
COPY --from=build /build/target/lib /opt/sluice/lib
COPY --from=build /build/native /opt/sluice/native
COPY src/main/docker/healthcheck /opt/sluice/bin/
COPY src/main/docker/jvm.options /etc/sluice/jvm.options
COPY avro-schemas/transaction.avsc /etc/sluice/transaction.avsc
ENV SLUICE_SCHEMA_FILE=/etc/sluice/transaction.avsc \
    SLUICE_STATE_DIRECTORY=/var/lib/sluice \
    SLUICE_HTTP_ADDRESS=0.0.0.0:8080 \
    SLUICE_LOG_FORMAT=json \
    # RocksDB allocates from many threads: with glibc's default of many arenas, memory freed does not come back.
    MALLOC_ARENA_MAX=2
COPY --from=build /build/target/sluice.jar /opt/sluice/sluice.jar
# A start with no broker to be found, for the JVM to record what a start loads and links. It holds for this very JVM, these
# jars and their paths, so it is made here and not in the other stage.
RUN SLUICE_INPUT_TOPICS=none SLUICE_LOOKUPS=currencies=none1,fx=none2,merchants=none3 SLUICE_STATE_DIRECTORY=/tmp/state SLUICE_HTTP_ADDRESS=127.0.0.1:0 \
      KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9 SLUICE_S3_BUCKET=none SLUICE_S3_REGION=none AWS_REGION=none \
      timeout 20 java $(grep -E "^-" /etc/sluice/jvm.options | grep -v AOTCache) -XX:AOTCacheOutput=/opt/sluice/sluice.aot \
      -jar /opt/sluice/sluice.jar >/tmp/training.log 2>&1; \
    test -s /opt/sluice/sluice.aot || { cat /tmp/training.log; exit 1; }; \
    rm -rf /tmp/*

USER 10001
VOLUME /var/lib/sluice
EXPOSE 8080
# A JVM for each question would cost more than the service does when idle.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["/opt/sluice/bin/healthcheck", "live"]
# Exec form: java is process 1, and SIGTERM reaches it.
ENTRYPOINT ["java", "@/etc/sluice/jvm.options", "-jar", "/opt/sluice/sluice.jar"]

ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Sluice" \
      org.opencontainers.image.description="Moves JSON transactions from Kafka into an S3 data lake, exactly once." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="eclipse-temurin:25-jre" \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION
