/** Pages that are made from code and must not go stale, and the soundness of all pages. */
@NullMarked
package io.systemmanager.contract.docs;

import org.jspecify.annotations.NullMarked;
