# shellcheck shell=bash
need_interop_tools() { :; }
run_interop() { return 1; }
