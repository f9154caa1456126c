// SPDX-License-Identifier: MIT

/**
 * Who and what is addressed: members, subsystems, services, security servers, groups, in every
 * textual and URL form. Imports {@code fault} only; knows no message, certificate or configuration.
 */
@NullMarked
package org.postroad.protocol.identifier;

import org.jspecify.annotations.NullMarked;
