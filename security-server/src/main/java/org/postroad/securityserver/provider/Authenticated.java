// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

/** A request from a security server that was proven to serve the client of the message. */
record Authenticated(Opened opened) {}
