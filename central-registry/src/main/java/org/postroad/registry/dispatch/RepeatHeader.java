// SPDX-License-Identifier: MIT

package org.postroad.registry.dispatch;

import org.apache.cxf.binding.soap.SoapHeader;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.headers.Header;
import org.apache.cxf.phase.Phase;

/** A response has the header of its request. */
final class RepeatHeader extends AbstractSoapInterceptor {

  RepeatHeader() {
    super(Phase.PRE_PROTOCOL);
  }

  @Override
  public void handleMessage(SoapMessage response) {
    SoapMessage request = (SoapMessage) response.getExchange().getInMessage();
    for (Header header : request.getHeaders()) {
      var repeated = new SoapHeader(header.getName(), header.getObject());
      repeated.setDirection(Header.Direction.DIRECTION_OUT);
      response.getHeaders().add(repeated);
    }
  }
}
