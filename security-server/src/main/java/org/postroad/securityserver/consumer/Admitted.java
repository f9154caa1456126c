// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

/** A request of a client registered at this server, from an information system of that client. */
record Admitted(Received received) {}
