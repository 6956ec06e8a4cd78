# shellcheck shell=bash
# The configuration a person pastes into an MCP client. ops/quickstart prints what these functions print and the
# interop tests execute what they print: one source.
# No snippet holds the token itself: it is read from its file (mode 0600) when the client starts the connection.

readonly MCP_REMOTE=mcp-remote@0.15.1

# quoted TEXT: for a POSIX shell.
quoted() { printf "'%s'" "${1//\'/\'\\\'\'}"; }

# json_text TEXT: for inside a JSON string.
json_text() {
    local text=${1//\\/\\\\}
    printf '%s' "${text//\"/\\\"}"
}

# claude_code_snippet URL TOKEN_FILE CA_FILE
claude_code_snippet() {
    printf 'export NODE_EXTRA_CA_CERTS=%s\n' "$(quoted "$3")"
    # shellcheck disable=SC2016 # the person's shell is to read the token, not this one
    printf 'claude mcp add --transport http systemmanager %s --header "Authorization: Bearer $(cat %s)"\n' "$1" "$(quoted "$2")"
}

# bridge_line URL TOKEN_FILE: mcp-remote fills in the header itself, so the token stands in no argument list.
bridge_line() {
    # shellcheck disable=SC2016
    printf 'AUTH_HEADER="Bearer $(cat %s)"; export AUTH_HEADER; exec npx -y %s %s --transport http-only --header %s' \
        "$(quoted "$2")" "$MCP_REMOTE" "$1" "'Authorization:\${AUTH_HEADER}'"
}

# bridge_entry URL TOKEN_FILE CA_FILE: one stdio server as VS Code and Cursor both write it.
bridge_entry() {
    printf '"systemmanager": { "command": "sh", "args": ["-c", "%s"], "env": { "NODE_EXTRA_CA_CERTS": "%s" } }' \
        "$(json_text "$(bridge_line "$1" "$2")")" "$(json_text "$3")"
}

# vscode_snippet URL TOKEN_FILE CA_FILE: the content of .vscode/mcp.json
vscode_snippet() { printf '{ "servers": { %s } }\n' "$(bridge_entry "$@")"; }

# cursor_snippet URL TOKEN_FILE CA_FILE: the content of ~/.cursor/mcp.json
cursor_snippet() { printf '{ "mcpServers": { %s } }\n' "$(bridge_entry "$@")"; }
