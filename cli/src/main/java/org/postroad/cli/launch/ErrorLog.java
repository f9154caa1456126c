// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import java.util.Optional;

/**
 * What a process writes to standard error: warnings and errors, or what {@code POSTROAD_LOG_LEVEL}
 * names. Found by Logback as a service; a file in XML would take a tenth of a server's start to
 * read. One that is named by {@code -Dlogback.configurationFile} is taken instead.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class ErrorLog extends ContextAwareBase implements Configurator {

  private static final String LEVEL = "POSTROAD_LOG_LEVEL";
  private static final String LINE = "%d{HH:mm:ss.SSS} %-5level %logger{20} %msg%n";

  private final Map<String, String> environment;
  private final Optional<String> file;

  public ErrorLog() {
    this(System.getenv(), Optional.ofNullable(System.getProperty("logback.configurationFile")));
  }

  /**
   * The same for other surroundings.
   *
   * @param file of a configuration that is to be read instead
   */
  ErrorLog(Map<String, String> environment, Optional<String> file) {
    this.environment = Map.copyOf(environment);
    this.file = file;
  }

  @Override
  public ExecutionStatus configure(LoggerContext logging) {
    if (file.isPresent()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(logging);
    encoder.setPattern(LINE);
    encoder.start();
    var standardError = new ConsoleAppender<ILoggingEvent>();
    standardError.setContext(logging);
    standardError.setName("STDERR");
    standardError.setTarget("System.err");
    standardError.setEncoder(encoder);
    standardError.start();
    Logger root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(environment.get(LEVEL), Level.WARN));
    root.addAppender(standardError);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
