// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Makes commands of declarations. */
final class VerbSpec {
  private final Program program;
  private final Outside outside;

  VerbSpec(Program program, Outside outside) {
    this.program = program;
    this.outside = outside;
  }

  CommandSpec of(Entry entry) {
    return switch (entry) {
      case Noun noun -> of(noun);
      case Verb verb -> of(verb);
      case Look look -> of(look);
    };
  }

  private CommandSpec of(Noun noun) {
    CommandSpec spec = described(CommandSpec.create(), noun.name(), noun.help());
    spec.usageMessage().synopsisSubcommandLabel("COMMAND");
    noun.verbs().forEach(verb -> spec.addSubcommand(verb.name(), of(verb)));
    noun.nouns().forEach(inner -> spec.addSubcommand(inner.name(), of(inner)));
    return spec;
  }

  private CommandSpec of(Verb verb) {
    VerbCommand command = new VerbCommand(verb, program, outside);
    CommandSpec spec =
        described(CommandSpec.wrapWithoutInspection(command), verb.name(), verb.help());
    int index = 0;
    for (Input input : verb.inputs()) {
      if (input.isPositional()) {
        spec.addPositional(positional(input, index++));
      } else {
        spec.addOption(option(input));
      }
    }
    command.options().forEach((name, options) -> mix(spec, name, options));
    command.belongsTo(spec);
    return spec;
  }

  private CommandSpec of(Look look) {
    LookCommand command = new LookCommand(look, program, outside);
    CommandSpec spec =
        described(CommandSpec.wrapWithoutInspection(command), look.name(), look.help());
    command.options().forEach((name, options) -> mix(spec, name, options));
    command.belongsTo(spec);
    return spec;
  }

  /** What every command of the administration says about itself. */
  private CommandSpec described(CommandSpec spec, String name, String help) {
    spec.name(name).mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(help.split("\n", -1))
        .sortOptions(false)
        .exitCodeListHeading("%nExit status:%n")
        .exitCodeList(Exit.meanings(program));
    return spec;
  }

  private static void mix(CommandSpec spec, String name, Object options) {
    spec.addMixin(name, CommandSpec.forAnnotatedObject(options));
  }

  private static OptionSpec option(Input input) {
    boolean flag = input.form() == Input.Form.FLAG;
    boolean many = input.form() == Input.Form.OPTIONS;
    OptionSpec.Builder builder =
        OptionSpec.builder(input.key())
            .description(input.help())
            .required(input.form() == Input.Form.NEEDED)
            .arity(flag ? "0" : "1")
            .type(flag ? boolean.class : many ? List.class : String.class);
    if (many) {
      builder.auxiliaryTypes(String.class);
    }
    return flag ? builder.build() : builder.paramLabel(input.label()).build();
  }

  private static PositionalParamSpec positional(Input input, int index) {
    boolean many = input.form() == Input.Form.ARGUMENTS;
    PositionalParamSpec.Builder builder =
        PositionalParamSpec.builder()
            .index(many ? index + "..*" : Integer.toString(index))
            .arity(many ? "1..*" : "1")
            .paramLabel(input.label())
            .description(input.help())
            .required(true)
            .type(many ? List.class : String.class);
    if (many) {
      builder.auxiliaryTypes(String.class);
    }
    return builder.build();
  }
}
