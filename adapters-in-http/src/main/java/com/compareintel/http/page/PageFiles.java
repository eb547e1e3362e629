package com.compareintel.http.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The scripts, styles and libraries of the page, read once.
///
/// They are served under a directory named by a digest of them all. So a file may be kept for ever,
/// and modules name one another by relative paths without anybody rewriting them.
final class PageFiles {
    private static final String PAGE = "/public/page";
    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^(?:import|export) [^;]*?'(\\.{1,2}/[^']+)'");
    private static final Pattern FONT = Pattern.compile("fonts/[A-Za-z0-9_-]+\\.woff2");

    /// What the page calls them, and what they are. A version that is not in the build is not on
    /// the class path, and the service does not start.
    private static final Map<String, String> LIBRARIES =
            Map.of(
                    "lib/marked.js", "marked/17.0.1/lib/marked.esm.js",
                    "lib/katex/katex.js", "katex/0.18.11/dist/katex.min.js",
                    "lib/katex/katex.css", "katex/0.18.11/dist/katex.min.css");

    private static final String FONTS = "katex/0.18.11/dist/";
    private static final String HIGHLIGHTER = "prismjs/1.30.0/components/prism-";
    private static final List<String> LANGUAGES =
            List.of(
                    "core",
                    "markup",
                    "css",
                    "clike",
                    "javascript",
                    "typescript",
                    "python",
                    "java",
                    "kotlin",
                    "c",
                    "cpp",
                    "csharp",
                    "go",
                    "rust",
                    "ruby",
                    "swift",
                    "bash",
                    "sql",
                    "json",
                    "yaml",
                    "diff");

    private final SortedMap<String, Asset> files = new TreeMap<>();
    private final String version;

    private PageFiles(SortedMap<String, byte[]> contents) {
        MessageDigest digest = sha256();
        contents.forEach((name, bytes) -> {
            digest.update((name + '\0' + bytes.length + '\0').getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
            files.put(name, Asset.of(bytes, type(name)));
        });
        version = HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    /// Reads them from the class path.
    static PageFiles read() {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        addOurs(contents);
        LIBRARIES.forEach((name, path) -> contents.put(name, Asset.bytes(WEBJARS + path)));
        for (String language : LANGUAGES) {
            contents.put(
                    "lib/prism/" + language + ".js",
                    Asset.bytes(WEBJARS + HIGHLIGHTER + language + ".min.js"));
        }
        String sheet = new String(contents.get("lib/katex/katex.css"), StandardCharsets.UTF_8);
        FONT.matcher(sheet)
                .results()
                .map(found -> found.group())
                .distinct()
                .forEach(font ->
                        contents.put("lib/katex/" + font, Asset.bytes(WEBJARS + FONTS + font)));
        return new PageFiles(contents);
    }

    private static void addOurs(SortedMap<String, byte[]> contents) {
        try {
            URI place = PageFiles.class.getResource(PAGE).toURI();
            if (place.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                    addAll(jar.getPath(PAGE), contents);
                }
            } else {
                addAll(Path.of(place), contents);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void addAll(Path directory, SortedMap<String, byte[]> contents)
            throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                contents.put(
                        directory.relativize(file).toString().replace('\\', '/'),
                        Files.readAllBytes(file));
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "woff2" -> "font/woff2";
            default -> throw new IllegalStateException("no type is known for " + name);
        };
    }

    /// What names these very files: another content of any of them makes another version.
    String version() {
        return version;
    }

    /// The modules without which this one does not begin, as they are come upon, itself first.
    Set<String> neededBy(String module) {
        Set<String> found = new LinkedHashSet<>(List.of(module));
        Deque<String> waiting = new ArrayDeque<>(found);
        while (!waiting.isEmpty()) {
            URI name = URI.create(waiting.remove());
            String text = find(name.getPath()).map(Asset::text).orElse("");
            IMPORT.matcher(text)
                    .results()
                    .map(each -> name.resolve(each.group(1)).getPath())
                    .filter(found::add)
                    .forEach(waiting::add);
        }
        return found;
    }

    /// The file of this name, such as `main.js` or `lib/marked.js`.
    Optional<Asset> find(String name) {
        return Optional.ofNullable(files.get(name));
    }
}
