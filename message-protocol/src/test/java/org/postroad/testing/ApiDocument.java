// SPDX-License-Identifier: MIT

package org.postroad.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Field;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.OperationRules;
import org.postroad.protocol.administration.RolePermission;
import org.postroad.testing.ApiOperations.Operation;
import tools.jackson.databind.JsonNode;

/**
 * An OpenAPI document held against the resources it describes (E01): each operation and field is on
 * both sides.
 */
public final class ApiDocument {
  private final JsonNode document;
  private final List<Operation> operations;
  private final OperationRules rules;

  public ApiDocument(JsonNode document, List<Operation> operations, OperationRules rules) {
    this.document = document;
    this.operations = List.copyOf(operations);
    this.rules = rules;
  }

  /** Nothing is served that is not described, and nothing described that is not served. */
  public void bothHaveTheSameOperations() {
    var served = new TreeSet<String>();
    operations.forEach(operation -> served.add(operation.toString()));
    var described = new TreeSet<String>();
    document
        .path("paths")
        .propertyStream()
        .forEach(path ->
            path.getValue()
                .propertyNames()
                .forEach(
                    verb -> described.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    assertEquals(served, described);
  }

  /** Parameters, permissions and the status of success. */
  public void everyOperationHasItsParametersPermissionsAndStatus() {
    for (Operation operation : operations) {
      JsonNode described = described(operation);
      assertTrue(described.path("summary").asString("").endsWith("."), operation::toString);
      Set<String> permissions =
          described
              .path("x-permissions")
              .valueStream()
              .map(JsonNode::asString)
              .collect(Collectors.toSet());
      assertEquals(
          rules.needs(operation.method()).stream()
              .map(RolePermission::name)
              .collect(Collectors.toSet()),
          permissions,
          operation::toString);
      Set<String> parameters =
          described
              .path("parameters")
              .valueStream()
              .filter(parameter -> parameter.has("name"))
              .map(parameter -> parameter.path("in").asString() + parameter.path("name").asString())
              .collect(Collectors.toSet());
      assertEquals(parameters(operation), parameters, operation::toString);
      String status = operation.method().isAnnotationPresent(Created.class) ? "201" : "200";
      boolean empty = operation.method().getReturnType() == void.class;
      assertTrue(described.path("responses").has(empty ? "204" : status), operation::toString);
    }
  }

  /** Bodies of requests and replies, down to the last field. */
  public void everyFieldThatIsReadOrWrittenIsDescribed() {
    for (Operation operation : operations) {
      JsonNode described = described(operation);
      for (JsonNode response : described.path("responses")) {
        JsonNode schema = response.path("content").path("application/json").path("schema");
        if (!schema.isMissingNode() && !response.has("$ref")) {
          same(operation, operation.method().getGenericReturnType(), schema);
        }
      }
      JsonNode content = described.path("requestBody").path("content");
      Optional<Parameter> body = body(operation);
      assertEquals(body.isPresent(), described.has("requestBody"), operation::toString);
      Consumes consumes = operation.method().getAnnotation(Consumes.class);
      if (consumes != null) {
        assertTrue(content.has(consumes.value()[0]), operation::toString);
      } else {
        body.ifPresent(parameter ->
            same(
                operation,
                parameter.getParameterizedType(),
                content.path("application/json").path("schema")));
      }
    }
  }

  private static Optional<Parameter> body(Operation operation) {
    return Arrays.stream(operation.method().getParameters())
        .filter(parameter -> parameter.getAnnotations().length == 0)
        .findFirst();
  }

  private static Set<String> parameters(Operation operation) {
    var names = new TreeSet<String>();
    for (Parameter parameter : operation.method().getParameters()) {
      PathParam path = parameter.getAnnotation(PathParam.class);
      QueryParam query = parameter.getAnnotation(QueryParam.class);
      if (path != null) {
        names.add("path" + path.value());
      } else if (query != null) {
        names.add("query" + query.value());
      } else if (parameter.isAnnotationPresent(BeanParam.class)) {
        for (Field field : parameter.getType().getDeclaredFields()) {
          QueryParam each = field.getAnnotation(QueryParam.class);
          if (each != null) {
            names.add("query" + each.value());
          }
        }
      } else {
        assertTrue(
            parameter.isAnnotationPresent(Context.class) || body(operation).isPresent(),
            operation::toString);
      }
    }
    return names;
  }

  private JsonNode described(Operation operation) {
    return document
        .path("paths")
        .path(operation.path())
        .path(operation.verb().toLowerCase(Locale.ROOT));
  }

  /** Compares a type with its schema, and with them everything that is in both. */
  private void same(Operation operation, Type type, JsonNode described) {
    JsonNode schema = resolved(described);
    if (type instanceof ParameterizedType generic) {
      Type inner = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        same(operation, inner, schema);
      } else if (generic.getRawType() == List.class) {
        assertEquals("array", schema.path("type").asString(), operation::toString);
        same(operation, inner, schema.path("items"));
      }
      return;
    }
    if (type instanceof Class<?> known && known.isRecord()) {
      sameRecord(operation, known, schema);
    } else if (type instanceof Class<?> known && known.isEnum()) {
      assertEquals(
          Arrays.stream(known.getEnumConstants()).map(Object::toString).toList(),
          schema.path("enum").valueStream().map(JsonNode::asString).toList(),
          operation::toString);
    } else {
      assertTrue(type == Response.class || schema.has("type"), operation + " " + type);
    }
  }

  private void sameRecord(Operation operation, Class<?> type, JsonNode schema) {
    var needed = new TreeSet<String>();
    var fields = new TreeSet<String>();
    for (RecordComponent component : components(type)) {
      String name = component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2");
      String field = name.toLowerCase(Locale.ROOT);
      fields.add(field);
      if (component.getType() != Optional.class) {
        needed.add(field);
      }
      same(operation, component.getGenericType(), schema.path("properties").path(field));
    }
    String what = operation + " " + type.getSimpleName();
    assertEquals(fields, new TreeSet<>(schema.path("properties").propertyNames()), what);
    var required = new TreeSet<String>();
    schema.path("required").forEach(each -> required.add(each.asString()));
    assertEquals(needed, required, what);
  }

  private static List<RecordComponent> components(Class<?> type) {
    var components = new ArrayList<RecordComponent>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.isAnnotationPresent(JsonUnwrapped.class)
          || component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        components.addAll(components(component.getType()));
      } else {
        components.add(component);
      }
    }
    return components;
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty()
        ? schema
        : document
            .path("components")
            .path("schemas")
            .path(reference.substring(reference.lastIndexOf('/') + 1));
  }
}
