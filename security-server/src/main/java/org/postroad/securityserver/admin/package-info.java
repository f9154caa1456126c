// SPDX-License-Identifier: MIT

/**
 * What an administrator can ask of a message log: one interface, {@link
 * org.postroad.securityserver.admin.LogOperations}, with what a running server does, what can be
 * done with the files alone, and the control socket that leads from one to the other. Never on the
 * message path; nothing outside this machine is listened to.
 */
@NullMarked
package org.postroad.securityserver.admin;

import org.jspecify.annotations.NullMarked;
