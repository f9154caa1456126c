// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of an operational record, in the order in which they are written (G-002, G-003). */
public enum OperationalField {
  MONITORING_DATA_TS("monitoringDataTs"),
  SECURITY_SERVER_INTERNAL_IP("securityServerInternalIp"),
  SECURITY_SERVER_TYPE("securityServerType"),
  REQUEST_IN_TS("requestInTs"),
  REQUEST_OUT_TS("requestOutTs"),
  RESPONSE_IN_TS("responseInTs"),
  RESPONSE_OUT_TS("responseOutTs"),
  CLIENT_INSTANCE("clientXRoadInstance"),
  CLIENT_MEMBER_CLASS("clientMemberClass"),
  CLIENT_MEMBER_CODE("clientMemberCode"),
  CLIENT_SUBSYSTEM_CODE("clientSubsystemCode"),
  SERVICE_INSTANCE("serviceXRoadInstance"),
  SERVICE_MEMBER_CLASS("serviceMemberClass"),
  SERVICE_MEMBER_CODE("serviceMemberCode"),
  SERVICE_SUBSYSTEM_CODE("serviceSubsystemCode"),
  SERVICE_CODE("serviceCode"),
  SERVICE_VERSION("serviceVersion"),
  REST_METHOD("restMethod"),
  REST_PATH("restPath"),
  REPRESENTED_PARTY_CLASS("representedPartyClass"),
  REPRESENTED_PARTY_CODE("representedPartyCode"),
  MESSAGE_ID("messageId"),
  MESSAGE_USER_ID("messageUserId"),
  MESSAGE_ISSUE("messageIssue"),
  MESSAGE_PROTOCOL_VERSION("messageProtocolVersion"),
  CLIENT_SECURITY_SERVER_ADDRESS("clientSecurityServerAddress"),
  SERVICE_SECURITY_SERVER_ADDRESS("serviceSecurityServerAddress"),
  REQUEST_SIZE("requestSize"),
  REQUEST_MIME_SIZE("requestMimeSize"),
  REQUEST_ATTACHMENT_COUNT("requestAttachmentCount"),
  RESPONSE_SIZE("responseSize"),
  RESPONSE_MIME_SIZE("responseMimeSize"),
  RESPONSE_ATTACHMENT_COUNT("responseAttachmentCount"),
  SUCCEEDED("succeeded"),
  FAULT_CODE("faultCode"),
  FAULT_STRING("faultString"),
  STATUS_CODE("statusCode"),
  SERVICE_TYPE("serviceType"),
  X_REQUEST_ID("xRequestId"),
  X_ROAD_VERSION("xRoadVersion");

  private static final Map<String, OperationalField> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(OperationalField::wireName, Function.identity()));

  private final String wireName;

  OperationalField(String wireName) {
    this.wireName = wireName;
  }

  /** The name in JSON and in queries. */
  public String wireName() {
    return wireName;
  }

  /** The field of that name, spelled exactly so. */
  public static Optional<OperationalField> of(String wireName) {
    return Optional.ofNullable(BY_NAME.get(wireName));
  }
}
