import { createInterface } from 'node:readline/promises';
import { Command, CommanderError } from 'commander';
import { CliFault, EXIT } from './cli-fault';
import { changeSecretCommand } from './commands/change-secret';
import { dlqCommand } from './commands/dlq';
import { exportNamesCommand } from './commands/export-names';
import { lagCommand } from './commands/lag';
import { proveCampaignCommand } from './commands/prove-campaign';
import { republishCommand } from './commands/republish';
import { rewindCommand } from './commands/rewind';
import { statusCommand } from './commands/status';
import { topicsCommand } from './commands/topics';
import { viewCommand } from './commands/view';
import { whyBlockedCommand } from './commands/why-blocked';
import type { Output } from './output';
import { readSettings } from './settings';

const AFTER_HELP = `
Settings, by environment:
  KAFKA_BROKERS            host:port,host:port (default: 127.0.0.1 and KAFKA_PORT or 9092)
  KAFKA_SSL_*, KAFKA_SASL_*  TLS and login, as for the services
  CAMPAIGN_URL, COMPLIANCE_URL, DISPATCHER_URL, INBOUND_MO_URL, SUPPRESSION_URL, NOTIFICATION_URL
                           http://host:port, several replicas separated by commas
                           (default: 127.0.0.1 and CAMPAIGN_PORT and so on, or the ports of npm start)
  PUBLISHERS_FILE          who may ask for SMS on Kafka, as for compliance: their topics are looked at too
  STOPSMS_KEY              an operator's key, sent as a bearer token

Exit codes: 0 fine, 1 something is not as it should be, 2 wrong usage or refused, 3 Kafka or a service does not answer.`;

/**
 * Runs one command.
 * @param args - without node and script
 * @returns the exit code
 */
export async function run(args: string[], env: NodeJS.ProcessEnv, output: Output): Promise<number> {
  let code: number = EXIT.fine;
  try {
    const around = { settings: readSettings(env), output, wrong: () => (code = EXIT.wrong) };
    const program = new Command('stopsms')
      .description('Inspects and repairs a running STOP SMS platform.')
      .configureOutput({
        writeOut: (text) => output.answer(text.trimEnd()),
        writeErr: (text) => output.note(text.trimEnd()),
      })
      .exitOverride()
      .addHelpText('after', AFTER_HELP);
    for (const add of [
      statusCommand,
      lagCommand,
      viewCommand,
      whyBlockedCommand,
      dlqCommand,
      topicsCommand,
      republishCommand,
      exportNamesCommand,
      proveCampaignCommand,
      changeSecretCommand,
      rewindCommand,
    ]) {
      add(program, around);
    }
    inherit(program);
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
    if (error instanceof CliFault) {
      output.note(error.message);
      return EXIT[error.kind];
    }
    output.note(`Kafka refused: ${(error as Error).message}`);
    return EXIT.unreachable;
  }
}

/** Subcommands made by `command()` before `exitOverride` keep commander's own way of ending the process. */
function inherit(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    inherit(command);
  }
}

export async function main(): Promise<void> {
  const output: Output = {
    answer: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    ...(process.stdin.isTTY && { confirm }),
  };
  // A client that still tries to reach a broker must not keep this process alive.
  process.exit(await run(process.argv.slice(2), process.env, output));
}

async function confirm(question: string): Promise<boolean> {
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await asking.question(`${question} [y/N] `)).trim());
  } finally {
    asking.close();
  }
}
