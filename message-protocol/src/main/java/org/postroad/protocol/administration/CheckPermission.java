// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.message.Message;

/**
 * Finds out which operation a request is, and refuses it to callers without the permission. An
 * operation that names none is for nobody.
 */
final class CheckPermission implements ContainerRequestFilter {
  private final OperationRules rules;
  private final AuditLog auditLog;

  CheckPermission(OperationRules rules, AuditLog auditLog) {
    this.rules = rules;
    this.auditLog = auditLog;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Message message = JAXRSUtils.getCurrentMessage();
    Method operation = message.getExchange().get(OperationResourceInfo.class).getAnnotatedMethod();
    Call call = message.get(Call.class);
    Optional<LoggedEvent> event = rules.event(operation);
    call.is(operation.getName(), event);
    List<RolePermission> needs = rules.needs(operation);
    if (needs.isEmpty()) {
      throw new IllegalStateException(operation + " names no permission");
    }
    call.require(needs);
    if (event.isPresent()) {
      auditLog.requireWritable();
      rules.requireChangeable();
    }
  }
}
