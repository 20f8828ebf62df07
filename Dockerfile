# syntax=docker/dockerfile:1
# What `serve` needs and nothing else: training takes a second file and is done outside the image (docs/model-card.md).
# `.ci/doors image` builds it without a Docker engine and starts it; docs/deploy.md says what that has shown.
#
#   docker build -t ratio-fixer .
#   docker run --init --stop-timeout 15 --read-only --tmpfs /tmp -v ratio-fixer:/data -p 8080:8080 -e YOUTUBE_API_KEY_FILE=/run/secrets/youtube ratio-fixer
#
# The root may be read-only: everything written goes to /data (the embedded database) and /tmp. Keep the management port
# 9090 inside. --init reaps what the embedded database leaves; a stop takes up to 10 s.

# 21 is the oldest that will do.
ARG JAVA=25

FROM maven:3.9-eclipse-temurin-${JAVA} AS build
WORKDIR /build
# What depends on pom.xml alone comes first, so that a change of the code fetches nothing again.
COPY pom.xml ./
RUN mvn -B -ntp -q dependency:resolve dependency:resolve-plugins
COPY conf conf
COPY src src
# The file with DL4J, ratio-fixer-train.jar, is not made. The format was checked before.
RUN mvn -B -ntp -q -DskipTests -Dspotless.check.skip=true compile jar:jar shade:shade@runnable-file \
 && mv target/ratio-fixer.jar /ratio-fixer.jar

FROM eclipse-temurin:${JAVA}-jre AS runtime
# The last option is Netty's way to memory: Java 24 and newer warn without it, and Java 21 does not know it.
RUN groupadd --gid 10001 ratio-fixer \
 && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin ratio-fixer \
 && install -d -m 0700 -o 10001 -g 10001 /data \
 && install -d /app/conf \
 && printf '%s\n' -XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED \
    -Dvertx.cacheDirBase=/tmp/vertx >/app/java.options \
 && if java --sun-misc-unsafe-memory-access=allow -version >/dev/null 2>&1; then \
      echo --sun-misc-unsafe-memory-access=allow >>/app/java.options; \
    fi
COPY conf/container.json /app/conf/ratio-fixer.json
COPY conf/deploy/image/healthy.sh /app/healthy.sh
COPY --from=build /ratio-fixer.jar /app/ratio-fixer.jar

# The engine is started once, for a cache that halves the CPU time of later starts. It is of this very JVM and file.
FROM runtime AS started
COPY conf/deploy/image/aot-cache.sh /aot-cache.sh
USER 10001:10001
RUN bash /aot-cache.sh /tmp/aot

FROM runtime
COPY --from=started --chown=0:0 /tmp/aot/ /app/
USER 10001:10001
WORKDIR /data
VOLUME /data
ENV RATIO_FIXER_CONFIG=/app/conf/ratio-fixer.json
EXPOSE 8080 9090
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["bash", "/app/healthy.sh"]
ENTRYPOINT ["java", "@/app/java.options", "-jar", "/app/ratio-fixer.jar"]
CMD ["serve"]
