// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class ErrorLogTest {

  private final LoggerContext logging = new LoggerContext();

  ErrorLogTest() {
    logging.setMDCAdapter(new LogbackMDCAdapter());
  }

  private ExecutionStatus configured(Map<String, String> environment) {
    return new ErrorLog(environment, Optional.empty()).configure(logging);
  }

  private Level level() {
    return logging.getLogger(Logger.ROOT_LOGGER_NAME).getLevel();
  }

  @Test
  void takesWarningsUnlessAnotherLevelIsNamed() {
    assertEquals(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY, configured(Map.of()));
    assertEquals(Level.WARN, level());
    configured(Map.of("POSTROAD_LOG_LEVEL", "info"));
    assertEquals(Level.INFO, level());
    configured(Map.of("POSTROAD_LOG_LEVEL", "loud"));
    assertEquals(Level.WARN, level());
  }

  @Test
  @ResourceLock(Resources.SYSTEM_ERR)
  void writesALineToStandardError() {
    PrintStream before = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      configured(Map.of());
      logging.getLogger("org.postroad.some.Room").warn("disk is {} % full", 97);
      logging.getLogger("org.postroad.some.Room").info("nobody wants to know");
    } finally {
      System.setErr(before);
    }
    String lines = written.toString(StandardCharsets.UTF_8);
    assertTrue(
        lines.matches(
            "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  o.postroad.some.Room disk is 97 % full\\R"),
        lines);
  }

  @Test
  void leavesTheFieldToAFileThatIsNamed() {
    ErrorLog log = new ErrorLog(Map.of(), Optional.of("mine.xml"));
    assertEquals(ExecutionStatus.INVOKE_NEXT_IF_ANY, log.configure(logging));
    assertFalse(logging.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().hasNext());
  }

  @Test
  void isFoundByLogback() {
    assertTrue(
        ServiceLoader.load(Configurator.class).stream()
            .anyMatch(found -> found.type().equals(ErrorLog.class)));
  }
}
