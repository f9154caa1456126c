// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import org.postroad.securityserver.service.Destination;

/** A request the caller has the right to make, and where it goes. */
record Authorized(Received received, Destination destination) {}
