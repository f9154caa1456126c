// SPDX-License-Identifier: MIT

/**
 * Mail to administrators. The only room that uses Jakarta Mail, which is loaded with the first mail
 * and not before.
 *
 * <p>Imports {@code conf} for the form of its file and nothing else.
 */
@NullMarked
package org.postroad.securityserver.mail;

import org.jspecify.annotations.NullMarked;
