/** The assembled server on the simulated host, asked over HTTPS as any client would. */
@NullMarked
package io.systemmanager.contract.server;

import org.jspecify.annotations.NullMarked;
