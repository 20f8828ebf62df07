package dev.ratiofixer.notify;

import dev.ratiofixer.http.HttpSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server on loopback: speaks SMTP with or without STARTTLS, and keeps what it took. */
public final class SmtpReceiver {
    /** One mail: whether it came encrypted, and its text as it came. */
    public record Mail(boolean encrypted, String text) {}

    public final List<Mail> taken = new CopyOnWriteArrayList<>();
    final List<String> commands = new CopyOnWriteArrayList<>();
    volatile String answerToData = "250 taken";
    private final NetServer server;
    private final boolean starttls;

    private SmtpReceiver(NetServer server, boolean starttls) {
        this.server = server;
        this.starttls = starttls;
        server.connectHandler(this::serve);
    }

    public static Future<SmtpReceiver> listen(Vertx vertx, HttpSettings.Tls tls, boolean starttls) {
        NetServerOptions options = new NetServerOptions()
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString()));
        SmtpReceiver receiver = new SmtpReceiver(vertx.createNetServer(options), starttls);
        return receiver.server.listen(0, "127.0.0.1").map(receiver);
    }

    public int port() {
        return server.actualPort();
    }

    private void serve(NetSocket socket) {
        StringBuilder mail = new StringBuilder();
        boolean[] inData = {false};
        RecordParser lines = RecordParser.newDelimited("\r\n", line -> {
            String text = line.toString();
            if (inData[0]) {
                if (text.equals(".")) {
                    inData[0] = false;
                    if (answerToData.startsWith("2")) {
                        taken.add(new Mail(socket.isSsl(), mail.toString()));
                    }
                    mail.setLength(0);
                    say(socket, answerToData);
                } else {
                    mail.append(text).append('\n');
                }
                return;
            }
            commands.add(text);
            String verb = text.split(" ", -1)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO" -> say(socket, starttls && !socket.isSsl() ? "250-me\r\n250 STARTTLS" : "250 me");
                case "STARTTLS" -> socket.write("220 go\r\n").compose(said -> socket.upgradeToSsl());
                case "DATA" -> {
                    inData[0] = true;
                    say(socket, "354 go");
                }
                case "QUIT" -> say(socket, "221 bye");
                default -> say(socket, "250 ok");
            }
        });
        socket.exceptionHandler(broken -> {});
        socket.handler(lines);
        say(socket, "220 here");
    }

    private static void say(NetSocket socket, String text) {
        socket.write(Buffer.buffer(text + "\r\n"));
    }
}
