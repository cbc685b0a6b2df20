# The service as an image: libraries and what the JVM needs to start faster, then our jar. A change of our code ships the
# last layer only, half a megabyte.

ARG JDK=eclipse-temurin:25.0.3_9-jdk-noble
ARG JRE=eclipse-temurin:25.0.3_9-jre-noble

FROM $JDK AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
RUN ./mvnw -B -ntp -q dependency:copy-dependencies@default cyclonedx:makeBom@default
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
COPY src/main/docker/Training.java ./
RUN javac -cp 'target/lib/*' -d training Training.java && jar --create --file training.jar --date=2026-11-21T00:00:00Z -C training .
COPY src/main/java src/main/java
COPY src/main/resources src/main/resources
RUN ./mvnw -B -ntp -q package -Dmaven.test.skip=true -Dcyclonedx.skip=true -Dspotless.check.skip=true

FROM $JRE
RUN install -d -o 10001 -g 0 -m 770 /var/lib/sluice
COPY --from=build /build/native /opt/sluice/native
COPY --from=build /build/target/lib /opt/sluice/lib
COPY --from=build /build/training.jar /build/target/sluice-sbom.json /opt/sluice/
COPY src/main/docker/jvm.options /etc/sluice/jvm.options
ENV SLUICE_SCHEMA_FILE=/etc/sluice/transaction.avsc \
    SLUICE_STATE_DIRECTORY=/var/lib/sluice \
    SLUICE_HTTP_ADDRESS=0.0.0.0:8080 \
    SLUICE_LOG_FORMAT=json \
    # RocksDB allocates from many threads: with glibc's default of many arenas, memory freed does not come back.
    MALLOC_ARENA_MAX=2
# A run of the libraries without our classes, for the JVM to record what a start loads and links. The cache holds for this
# very JVM, these jars and their order, so it is made here and not in the other stage; jars may be added behind them.
COPY src/main/docker/role-args /opt/sluice/bin/
RUN training=$(ls /opt/sluice/lib/*.jar | tr '\n' ':')/opt/sluice/training.jar \
    && /opt/sluice/bin/role-args /opt/sluice /opt/sluice/training.jar \
    && { timeout 300 java $(grep -E "^-" /etc/sluice/jvm.options | grep -v AOTCache) -XX:AOTCacheOutput=/opt/sluice/libraries.aot \
           -cp "$training" Training >/tmp/training.log 2>&1 \
         && test -s /opt/sluice/libraries.aot || { cat /tmp/training.log; exit 1; }; } \
    && rm -rf /tmp/*
COPY src/main/docker/healthcheck src/main/docker/sluice /opt/sluice/bin/
COPY avro-schemas/transaction.avsc /etc/sluice/transaction.avsc
COPY --from=build /build/target/sluice.jar /opt/sluice/sluice.jar

USER 10001
VOLUME /var/lib/sluice
EXPOSE 8080
# A JVM for each question would cost more than the service does when idle.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["/opt/sluice/bin/healthcheck", "live"]
# Exec form, and the script replaces itself by java: java is process 1, and SIGTERM reaches it.
ENTRYPOINT ["/opt/sluice/bin/sluice"]

ARG JRE
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Sluice" \
      org.opencontainers.image.description="Moves JSON transactions from Kafka into an S3 data lake, exactly once." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="$JRE" \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION
