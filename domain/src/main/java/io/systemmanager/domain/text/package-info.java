/** Text from outside made safe to show. */
@NullMarked
package io.systemmanager.domain.text;

import org.jspecify.annotations.NullMarked;
