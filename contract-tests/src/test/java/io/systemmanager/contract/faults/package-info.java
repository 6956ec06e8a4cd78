/** Crashes, power cuts and failing disks: what was acknowledged must survive them. */
@NullMarked
package io.systemmanager.contract.faults;

import org.jspecify.annotations.NullMarked;
