// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.message.Exchange;

/** Gives operations that make something the status that says so, or that it waits. */
final class AnswerCreated implements ContainerResponseFilter {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Exchange exchange = JAXRSUtils.getCurrentMessage().getExchange();
    OperationResourceInfo operation = exchange.get(OperationResourceInfo.class);
    if (response.getStatus() == OK
        && operation != null
        && operation.getAnnotatedMethod().isAnnotationPresent(Created.class)) {
      boolean waits = exchange.getInMessage().get(Call.class).isAccepted();
      response.setStatus(waits ? ACCEPTED : CREATED);
    }
  }
}
