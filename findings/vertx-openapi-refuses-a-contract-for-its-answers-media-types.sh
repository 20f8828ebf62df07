#!/usr/bin/env bash
# vertx-openapi 5.0.10 (Maven). It checks requests against a contract, yet it refuses to load one that *answers* with a media
# type outside a short list, whether or not anybody asks it to check answers. `application/problem+json` (RFC 9457), CSV,
# server-sent events and images are refused; `application/hal+json` and any vendor's `application/vnd.…+json` are taken.
# Whoever publishes such a contract has to give the library a copy with other names in it.
#
# Seen: one line a media type, below. Needs bash, Maven and a JDK 17 or later. Ends with 1 when the behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.vertx</groupId><artifactId>vertx-openapi</artifactId><version>5.0.10</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 || { cat mvn.log; exit 2; }
cat >MediaTypes.java <<'JAVA'
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;

public class MediaTypes {
    public static void main(String[] types) throws Exception {
        Vertx vertx = Vertx.vertx();
        for (String type : types) {
            JsonObject content = new JsonObject().put(type, new JsonObject().put("schema", new JsonObject()));
            JsonObject answer = new JsonObject().put("description", "an answer").put("content", content);
            JsonObject get = new JsonObject().put("operationId", "read").put("responses", new JsonObject().put("200", answer));
            JsonObject contract = new JsonObject()
                    .put("openapi", "3.1.0")
                    .put("info", new JsonObject().put("title", "t").put("version", "1"))
                    .put("paths", new JsonObject().put("/it", new JsonObject().put("get", get)));
            String outcome;
            try {
                OpenAPIContract.from(vertx, contract).toCompletionStage().toCompletableFuture().get();
                outcome = "taken";
            } catch (java.util.concurrent.ExecutionException e) {
                outcome = e.getCause().getMessage().contains("unsupported media type") ? "refused" : e.getCause().toString();
            }
            System.out.println(type + ": " + outcome);
        }
        vertx.close();
    }
}
JAVA
java -cp 'lib/*' MediaTypes.java application/json application/hal+json application/vnd.example+json \
  application/problem+json text/csv text/event-stream image/png 2>err.log | tee seen.txt
diff seen.txt - <<'TXT' || { cat err.log; echo "it has changed"; exit 1; }
application/json: taken
application/hal+json: taken
application/vnd.example+json: taken
application/problem+json: refused
text/csv: refused
text/event-stream: refused
image/png: refused
TXT
