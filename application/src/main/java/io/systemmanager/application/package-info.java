/** Use cases: what the inbound adapters may ask, and how each answer comes about. */
@NullMarked
package io.systemmanager.application;

import org.jspecify.annotations.NullMarked;
