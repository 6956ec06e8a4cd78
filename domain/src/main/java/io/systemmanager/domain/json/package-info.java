/** A closed JSON value and its canonical bytes (RFC 8785): what is hashed, digested and stored. */
@NullMarked
package io.systemmanager.domain.json;

import org.jspecify.annotations.NullMarked;
