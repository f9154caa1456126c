// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.lang.reflect.Method;
import java.util.Optional;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.message.Message;

/**
 * Finds out which operation a request is, and refuses it to callers without the permission. An
 * operation that names none is for nobody.
 */
final class CheckPermission implements ContainerRequestFilter {
  private final AuditLog auditLog;

  CheckPermission(AuditLog auditLog) {
    this.auditLog = auditLog;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Message message = JAXRSUtils.getCurrentMessage();
    Method operation = message.getExchange().get(OperationResourceInfo.class).getAnnotatedMethod();
    Call call = message.get(Call.class);
    Optional<AuditEvent> event =
        Optional.ofNullable(operation.getAnnotation(Audited.class)).map(Audited::value);
    call.is(operation.getName(), event);
    Needs needs = operation.getAnnotation(Needs.class);
    if (needs == null) {
      throw new IllegalStateException(operation + " names no permission");
    }
    call.require(needs.value());
    if (event.isPresent()) {
      auditLog.requireWritable();
    }
  }
}
