// SPDX-License-Identifier: MIT

/**
 * Approved certification, OCSP and time-stamping services. Imports no other room of the registry.
 */
@NullMarked
package org.postroad.registry.trust;

import org.jspecify.annotations.NullMarked;
