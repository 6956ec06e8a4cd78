@NullMarked
package io.systemmanager.domain.grant;

import org.jspecify.annotations.NullMarked;
