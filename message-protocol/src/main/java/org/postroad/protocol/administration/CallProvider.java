// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import org.apache.cxf.jaxrs.ext.ContextProvider;
import org.apache.cxf.message.Message;

/** Gives resources the {@link Call} they answer. */
final class CallProvider implements ContextProvider<Call> {
  @Override
  public Call createContext(Message message) {
    return message.getExchange().getInMessage().get(Call.class);
  }
}
