package dev.ratiofixer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Every declared dependency has a line for people. */
class DependenciesPageTest {
    @Test
    void the_page_lists_what_the_pom_declares() throws Exception {
        String[] declared =
                declared().map(DependenciesPageTest::plain).distinct().toArray(String[]::new);
        String[] told = Files.readString(Path.of("docs", "dependencies.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("`", -1)[1])
                .toArray(String[]::new);

        assertThat(told).doesNotHaveDuplicates().contains(declared);
    }

    private static Stream<String> declared() throws Exception {
        NodeList all = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile())
                .getElementsByTagName("dependency");
        return Stream.iterate(0, i -> i < all.getLength(), i -> i + 1)
                .map(i -> (Element) all.item(i))
                .filter(DependenciesPageTest::isTheProjects)
                .map(element ->
                        element.getElementsByTagName("artifactId").item(0).getTextContent());
    }

    private static boolean isTheProjects(Element dependency) {
        return dependency.getParentNode().getParentNode().getNodeName().equals("project");
    }

    /** Without the platform: one line stands for all. */
    private static String plain(String artifact) {
        return artifact.replace("-${native.pg}", "");
    }
}
