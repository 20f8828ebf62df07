import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lints a chart by Helm's own library, or renders it: {@code lint|render CHART OUT [key=value]...}. */
final class Chart {
    private Chart() {}

    public static void main(String[] args) throws Exception {
        Helm helm = new Helm(Path.of(args[1]));
        if (args[0].equals("lint")) {
            LintResult result = helm.lint().strict().call();
            Files.writeString(Path.of(args[2]), String.join("\n", result.getMessages()) + "\n");
            System.exit(result.isFailed() ? 1 : 0);
        }
        TemplateCommand render = helm.template().withName("drive").withNamespace("promotion").withKubeVersion("1.31.0");
        for (int at = 3; at < args.length; at++) {
            String[] pair = args[at].split("=", 2);
            render.set(pair[0], pair[1]);
        }
        try {
            Files.writeString(Path.of(args[2]), render.call());
        } catch (IllegalStateException refused) {
            Files.writeString(Path.of(args[2]), refused.getMessage());
            System.exit(1);
        }
    }
}
