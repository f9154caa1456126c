// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

/** An authorized request whose signature over all parts is the caller's member's. */
record Verified(Authorized authorized) {}
