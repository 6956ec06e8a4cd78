/** What MCP clients expect of the server, as Pact contracts: written here, verified here. */
@NullMarked
package io.systemmanager.contract.pact;

import org.jspecify.annotations.NullMarked;
