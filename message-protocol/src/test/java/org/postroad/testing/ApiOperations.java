// SPDX-License-Identifier: MIT

package org.postroad.testing;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The operations of JAX-RS resources, as their annotations say. */
public final class ApiOperations {
  private ApiOperations() {}

  /**
   * One operation.
   *
   * @param path below the base
   */
  public record Operation(String path, String verb, Method method) {
    @Override
    public String toString() {
      return verb + " " + path;
    }
  }

  public static List<Operation> of(List<Object> resources) {
    var operations = new ArrayList<Operation>();
    for (Object resource : resources) {
      String base = "/" + annotation(resource.getClass(), Path.class).value();
      for (Method method : resource.getClass().getMethods()) {
        Path path = method.getAnnotation(Path.class);
        verbs(method)
            .map(verb ->
                new Operation(path == null ? base : base + "/" + path.value(), verb, method))
            .forEach(operations::add);
      }
    }
    return List.copyOf(operations);
  }

  private static Stream<String> verbs(Method method) {
    return Stream.of(method.getAnnotations())
        .map(each -> each.annotationType().getAnnotation(HttpMethod.class))
        .filter(Objects::nonNull)
        .map(HttpMethod::value);
  }

  private static <T extends Annotation> T annotation(Class<?> resource, Class<T> type) {
    return Objects.requireNonNull(resource.getAnnotation(type), resource::getName);
  }
}
