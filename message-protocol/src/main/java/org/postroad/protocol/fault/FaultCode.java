// SPDX-License-Identifier: MIT

package org.postroad.protocol.fault;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Every fault code of the protocol, with its spelling since 7.8.0 and the one before. Codes
 * of other programs are never mapped to one of these by guessing, see {@link #of}.
 */
public enum FaultCode {
  /** Whose mistake it was, where that is told further inside a code (G-017). */
  CLIENT("client", "Client"),
  SIGNER("signer", "Signer"),
  OP_MONITOR("opmonitor", "OpMonitor"),
  IO_ERROR("io_error", "IOError"),
  NETWORK_ERROR("network_error", "NetworkError"),
  INTERNAL_ERROR("internal_error", "InternalError"),
  BAD_REQUEST("bad_request", "BadRequest"),
  NOT_FOUND("not_found", "NotFound"),
  HTTP_ERROR("http_error", "HttpError"),
  DATABASE_ERROR("database_error", "DatabaseError"),
  INVALID_REQUEST("invalid_request", "InvalidRequest"),
  CANNOT_CREATE_SIGNATURE("cannot_create_signature", "CannotCreateSignature"),
  CERT_VALIDATION("cert_validation", "CertValidation"),
  INCORRECT_VALIDATION_INFO("incorrect_validation_info", "IncorrectValidationInfo"),
  CANNOT_CREATE_CERT_PATH("cannot_create_cert_path", "CannotCreateCertPath"),
  INCORRECT_CERTIFICATE("incorrect_certificate", "IncorrectCertificate"),
  INVALID_SIGNATURE_VALUE("invalid_signature_value", "InvalidSignatureValue"),
  MALFORMED_SIGNATURE("malformed_signature", "MalformedSignature"),
  INVALID_XML("invalid_xml", "InvalidXml"),
  INVALID_REFERENCE("invalid_reference", "InvalidReference"),
  INVALID_CERT_PATH("invalid_cert_path", "InvalidCertPath"),
  SIGNATURE_VERIFICATION("signature_verification", "SignatureVerification"),
  INVALID_HASH_CHAIN("invalid_hash_chain", "InvalidHashChain"),
  MALFORMED_HASH_CHAIN("malformed_hash_chain", "MalformedHashChain"),
  HASH_CHAIN_UNUSED_INPUTS("hashchain_unused_inputs", "HashChainUnusedInputs"),
  INVALID_HASH_CHAIN_REF("invalid_hash_chain_ref", "InvalidHashChainRef"),
  SSL_AUTHENTICATION_FAILED("ssl_authentication_failed", "SslAuthenticationFailed"),
  LOGGING_FAILED("logging_failed", "LoggingFailed"),
  TIMESTAMPING_FAILED("timestamping_failed", "TimestampingFailed"),
  INVALID_CONTENT_TYPE("invalid_content_type", "InvalidContentType"),
  INVALID_HTTP_METHOD("invalid_http_method", "InvalidHttpMethod"),
  INVALID_MESSAGE("invalid_message", "InvalidMessage"),
  INVALID_SECURITY_SERVER("invalid_security_server", "InvalidSecurityServer"),
  MIME_PARSING_FAILED("mime_parsing_failed", "MimeParsingFailed"),
  MISSING_HEADER("missing_header", "MissingHeader"),
  MISSING_HEADER_FIELD("missing_header_field", "MissingHeaderField"),
  DUPLICATE_HEADER_FIELD("duplicate_header_field", "DuplicateHeaderField"),
  MISSING_BODY("missing_body", "MissingBody"),
  INVALID_BODY("invalid_body", "InvalidBody"),
  INCONSISTENT_HEADERS("inconsistent_headers", "InconsistentHeaders"),
  INCONSISTENT_RESPONSE("inconsistent_response", "InconsistentResponse"),
  MISSING_SOAP("missing_soap", "MissingSoap"),
  INVALID_SOAP("invalid_soap", "InvalidSoap"),
  MISSING_REST("missing_rest", "MissingRest"),
  ACCESS_DENIED("access_denied", "AccessDenied"),
  SERVICE_DISABLED("service_disabled", "ServiceDisabled"),
  SERVICE_FAILED("service_failed", "ServiceFailed"),
  MISSING_SIGNATURE("missing_signature", "MissingSignature"),
  UNKNOWN_SERVICE("unknown_service", "UnknownService"),
  INVALID_PROTOCOL_VERSION("invalid_protocol_version", "InvalidProtocolVersion"),
  INVALID_CLIENT_IDENTIFIER("invalid_client_identifier", "InvalidClientIdentifier"),
  SERVICE_TYPE("service_type", "ServiceType"),
  CLIENT_PROXY_VERSION_NOT_SUPPORTED(
      "client_proxy_version_not_supported", "ClientProxyVersionNotSupported"),
  ASIC_MIME_TYPE_NOT_FOUND("asic_mime_type_not_found", "AsicMimeTypeNotFound"),
  ASIC_SIGNATURE_NOT_FOUND("asic_signature_not_found", "AsicSignatureNotFound"),
  ASIC_MESSAGE_NOT_FOUND("asic_message_not_found", "AsicMessageNotFound"),
  ASIC_INVALID_MIME_TYPE("asic_invalid_mime_type", "AsicInvalidMimeType"),
  ASIC_HASH_CHAIN_RESULT_NOT_FOUND(
      "asic_hash_chain_result_not_found", "AsicHashChainResultNotFound"),
  ASIC_HASH_CHAIN_NOT_FOUND("asic_hash_chain_not_found", "AsicHashChainNotFound"),
  ASIC_TIMESTAMP_NOT_FOUND("asic_timestamp_not_found", "AsicTimestampNotFound"),
  ASIC_MANIFEST_NOT_FOUND("asic_manifest_not_found", "AsicManifestNotFound"),
  UNKNOWN_MEMBER("unknown_member", "UnknownMember"),
  MALFORMED_SERVER_CONF("malformed_server_conf", "MalformedServerConf"),
  MALFORMED_GLOBAL_CONF("malformed_global_conf", "MalformedGlobalConf"),
  MALFORMED_OPTIONAL_PARTS_CONF("malformed_optional_parts_conf", "MalformedOptionalPartsConf"),
  GLOBAL_CONF_OUTDATED("global_conf_outdated", "OutdatedGlobalConf"),
  SERVICE_MISSING_URL("service_missing_url", "ServiceMissingUrl"),
  SERVICE_MALFORMED_URL("service_malformed_url", "ServiceMalformedUrl"),
  HSM_NON_OPERATIONAL("hsm_non_operational", "HSMNonOperational"),
  MAINTENANCE_MODE("maintenance_mode", "MaintenanceMode"),
  KEY_NOT_FOUND("key_not_found", "KeyNotFound"),
  CERT_NOT_FOUND("cert_not_found", "CertNotFound"),
  TOKEN_NOT_FOUND("token_not_found", "TokenNotFound"),
  TOKEN_NOT_ACTIVE("token_not_active", "TokenNotActive"),
  TOKEN_NOT_INITIALIZED("token_not_initialized", "TokenNotInitialized"),
  TOKEN_NOT_AVAILABLE("token_not_available", "TokenNotAvailable"),
  TOKEN_READ_ONLY("token_readonly", "TokenReadOnly"),
  CANNOT_SIGN("cannot_sign", "CannotSign"),
  UNSUPPORTED_SIGN_ALGORITHM("unsupported_sign_algorithm", "UnsupportedSignAlgorithm"),
  TIMESTAMPER_FAILED("timestamper_failed", "TimestamperFailed"),
  INVALID_SOAP_ACTION("invalid_soap_action", "InvalidSoapAction"),
  UNKNOWN_HOST("unknown_host", "UnknownHost");

  private static final Map<String, FaultCode> BY_SPELLING = bySpelling();

  private final String wire;
  private final String legacy;

  FaultCode(String wire, String legacy) {
    this.wire = wire;
    this.legacy = legacy;
  }

  /** The spelling since 7.8.0: {@code access_denied}. */
  public String wire() {
    return wire;
  }

  /** The spelling up to 7.7.x: {@code AccessDenied}. */
  public String legacy() {
    return legacy;
  }

  /** The code of one part of a dotted fault code, in either spelling and any case. */
  public static Optional<FaultCode> of(String spelling) {
    return Optional.ofNullable(BY_SPELLING.get(folded(spelling)));
  }

  private static String folded(String spelling) {
    return spelling.replace("_", "").toLowerCase(Locale.ROOT);
  }

  private static Map<String, FaultCode> bySpelling() {
    var map = new HashMap<String, FaultCode>();
    for (FaultCode code : values()) {
      map.put(folded(code.wire), code);
      map.put(folded(code.legacy), code);
    }
    return Map.copyOf(map);
  }
}
