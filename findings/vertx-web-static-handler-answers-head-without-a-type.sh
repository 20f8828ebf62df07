#!/usr/bin/env bash
# vertx-web 5.0.10 (Maven). StaticHandler answers HEAD for a file with the length that GET has, but without Content-Type:
# RFC 9110 (9.3.2) would have the header fields of GET.
# A client that asks HEAD for the type (link checkers, `curl -I`, caches) takes a page for bytes.
#
# Seen: GET 200 text/html;charset=UTF-8 8
#       HEAD 200 none 8
# Needs bash, Maven and a JDK 17 or later. Ends with 1 when the behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.vertx</groupId><artifactId>vertx-web</artifactId><version>5.0.10</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 || { cat mvn.log; exit 2; }
mkdir pages
printf '<p>x</p>' >pages/page.html
cat >Head.java <<'JAVA'
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Head {
    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.route().handler(StaticHandler.create("pages"));
        int port = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1")
                .toCompletionStage().toCompletableFuture().get().actualPort();
        for (String method : args) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/page.html"))
                    .method(method, HttpRequest.BodyPublishers.noBody()).build();
            var headers = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
            System.out.println(method + " " + headers.statusCode() + " "
                    + headers.headers().firstValue("content-type").orElse("none") + " "
                    + headers.headers().firstValue("content-length").orElse("none"));
        }
        vertx.close();
    }
}
JAVA
java -cp 'lib/*' Head.java GET HEAD 2>err.log | tee seen.txt
diff seen.txt - <<'TXT' || { cat err.log; echo "it has changed"; exit 1; }
GET 200 text/html;charset=UTF-8 8
HEAD 200 none 8
TXT
