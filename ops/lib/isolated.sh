# shellcheck shell=bash
need_isolated_tools() { :; }
run_isolated() { return 1; }
