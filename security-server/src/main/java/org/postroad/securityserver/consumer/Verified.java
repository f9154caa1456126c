// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

/** A response signed by the provider and bound to the request. */
record Verified(Responded response) {}
