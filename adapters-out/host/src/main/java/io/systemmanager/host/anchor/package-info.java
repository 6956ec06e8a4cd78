/** Where the ledger's checkpoints are sent: the journal, a syslog receiver, a file. */
@NullMarked
package io.systemmanager.host.anchor;

import org.jspecify.annotations.NullMarked;
