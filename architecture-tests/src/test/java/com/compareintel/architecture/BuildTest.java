package com.compareintel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/// What the POMs may declare. The build itself refuses mocking libraries that arrive by another's
/// hand; this reads what was written here, and so names the file at fault.
final class BuildTest {
    /// Surefire starts a test in the directory of its module.
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String BEYOND_TESTS =
            "/project/dependencies/dependency[not(scope='test')]";
    private static final String ANYWHERE = "//dependency | //plugin";

    private static final List<String> MOCKING =
            List.of("mockito", "easymock", "powermock", "jmockit", "mockk");

    private static final String SPECIMEN =
            """
            <project>
              <dependencies>
                <dependency>
                  <groupId>org.slf4j</groupId>
                  <artifactId>slf4j-api</artifactId>
                </dependency>
                <dependency>
                  <groupId>org.mockito</groupId>
                  <artifactId>mockito-core</artifactId>
                  <scope>test</scope>
                </dependency>
              </dependencies>
            </project>
            """;

    @Test
    void core_compiles_against_jspecify_alone() throws Exception {
        var inherited = declared(BEYOND_TESTS, pom("pom.xml"));
        var own = declared(BEYOND_TESTS, pom("core-domain/pom.xml"));

        assertThat(inherited).containsExactly("org.jspecify:jspecify");
        assertThat(own).isEmpty();
        assertThat(declared(BEYOND_TESTS, SPECIMEN)).containsExactly("org.slf4j:slf4j-api");
    }

    @Test
    void no_pom_declares_a_mocking_library() throws Exception {
        for (var module : modules()) {
            assertThat(declared(ANYWHERE, pom(module))).as(module).noneMatch(BuildTest::mocks);
        }

        assertThat(declared(ANYWHERE, SPECIMEN)).anyMatch(BuildTest::mocks);
    }

    private static boolean mocks(String artifact) {
        return MOCKING.stream().anyMatch(artifact::contains);
    }

    private static List<String> modules() throws Exception {
        var poms = new ArrayList<>(List.of("pom.xml"));
        for (var module : select("//modules/module", pom("pom.xml"))) {
            poms.add(module.getTextContent() + "/pom.xml");
        }
        assertThat(poms).hasSizeGreaterThan(1);
        return poms;
    }

    private static List<String> declared(String xpath, String pom) throws Exception {
        var artifacts = new ArrayList<String>();
        for (var declaration : select(xpath, pom)) {
            artifacts.add(child(declaration, "groupId") + ":" + child(declaration, "artifactId"));
        }
        return artifacts;
    }

    private static String child(Node node, String name) throws XPathExpressionException {
        return XPathFactory.newDefaultInstance().newXPath().evaluate(name, node);
    }

    private static XPathNodes select(String xpath, String pom) throws Exception {
        var document =
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(pom)));
        return XPathFactory.newDefaultInstance()
                .newXPath()
                .evaluateExpression(xpath, document, XPathNodes.class);
    }

    private static String pom(String path) throws IOException {
        return Files.readString(ROOT.resolve(path));
    }
}
