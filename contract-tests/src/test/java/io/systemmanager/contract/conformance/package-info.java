/** The server that the official conformance suite expects, on our engine; never in the product. */
@NullMarked
package io.systemmanager.contract.conformance;

import org.jspecify.annotations.NullMarked;
