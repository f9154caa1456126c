// SPDX-License-Identifier: MIT

/**
 * Members, subsystems, services, security servers and groups; every textual, URL and XML form,
 * parsed and printed. Imports no other room but {@code fault} and {@code xml}, and no cryptography.
 */
@NullMarked
package org.postroad.protocol.identifier;

import org.jspecify.annotations.NullMarked;
