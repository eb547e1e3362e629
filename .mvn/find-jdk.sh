# Sourced by the scripts at the root: points JAVA_HOME at a JDK 25, or says what is missing and exits.

is_jdk_25() {
    [ -x "$1/bin/javac" ] && grep -Eq '^JAVA_VERSION="25[".+-]' "$1/release" 2>/dev/null
}

find_jdk_25() {
    local candidate on_path=""
    if command -v javac >/dev/null 2>&1; then
        on_path=$(command -v javac)
        on_path=$(cd "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")/.." && pwd)
    fi
    for candidate in \
        "${JAVA_HOME:-}" "${JAVA_HOME_25:-}" "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_25_ARM64:-}" "$on_path" \
        /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* "$HOME"/.jdks/* \
        "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home \
        "$(/usr/libexec/java_home -v 25 2>/dev/null)"; do
        if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

if ! JAVA_HOME=$(find_jdk_25); then
    echo "No JDK 25 found: install one (https://adoptium.net) or set JAVA_HOME to it." >&2
    exit 1
fi
export JAVA_HOME
