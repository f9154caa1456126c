// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

/** Who brought a request: two of one matter, one from each, make a request that is agreed. */
public enum RequestOrigin {
  SECURITY_SERVER,
  CENTER
}
