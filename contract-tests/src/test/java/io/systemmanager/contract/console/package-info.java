/** The console of a whole server over HTTPS, used as people do and as others might. */
@NullMarked
package io.systemmanager.contract.console;

import org.jspecify.annotations.NullMarked;
