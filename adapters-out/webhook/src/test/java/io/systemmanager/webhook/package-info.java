@NullMarked
package io.systemmanager.webhook;

import org.jspecify.annotations.NullMarked;
