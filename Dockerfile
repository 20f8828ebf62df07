# syntax=docker/dockerfile:1
# Written without a Docker engine at hand: neither built nor run yet.
#
#   docker build -t ratio-fixer .
#   docker run --init --stop-timeout 15 --read-only --tmpfs /tmp -v ratio-fixer:/data -p 8080:8080 -e YOUTUBE_API_KEY_FILE=/run/secrets/youtube ratio-fixer
#
# The root may be read-only: everything written goes to /data (the embedded database, unpacked native libraries) and
# /tmp. Keep the management port 9090 inside. --init reaps what the embedded database leaves; a stop takes up to 10 s.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
# What depends on pom.xml alone comes first, so that a change of the code fetches nothing again.
COPY pom.xml ./
RUN mvn -B -ntp -q dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=/lib \
 && mvn -B -ntp -q dependency:resolve-plugins
COPY conf conf
COPY src src
RUN mvn -B -ntp -q -DskipTests compile jar:jar \
 && mv target/ratio-fixer-*.jar /ratio-fixer.jar

FROM eclipse-temurin:25-jre
RUN groupadd --gid 10001 ratio-fixer \
 && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin ratio-fixer \
 && install -d -o 10001 -g 10001 /data
# Libraries (180 MB, seldom new) and the engine (under 1 MB, often new) are layers of their own.
COPY --from=build /lib /app/lib
COPY conf/container.json /app/conf/ratio-fixer.json
COPY --from=build /ratio-fixer.jar /app/ratio-fixer.jar
USER 10001:10001
WORKDIR /data
VOLUME /data
ENV RATIO_FIXER_CONFIG=/app/conf/ratio-fixer.json
EXPOSE 8080 9090
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/9090 && printf 'GET /livez HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", \
  "--sun-misc-unsafe-memory-access=allow", \
  "-Dorg.bytedeco.javacpp.cachedir=/data/native", "-Dvertx.cacheDirBase=/tmp/vertx", \
  "-cp", "/app/ratio-fixer.jar:/app/lib/*", "dev.ratiofixer.Launcher"]
CMD ["serve"]
