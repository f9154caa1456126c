// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import org.postroad.protocol.message.Message;
import org.postroad.securityserver.exchange.Parts;

/** A response that was signed, logged, and sent to its end. */
record Returned(Message message, Parts parts) {}
