import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningStack, workspaceRoot } from '@stopsms/local-stack';
import type { Product } from '../product';
import { type Advertiser, enrol } from './cast';
import { ClientProgram } from './client-program';
import { CLIENTS, type Client, ESMES, PUBLISHERS, TWILIO, build, isHere, sidOf } from './clients';
import type { Command } from './toolchains';

/** Clients that were built, each with its own advertiser, account and publisher. */
export interface ClientStage {
  stack: RunningStack;
  advertiserOf(client: Client): Advertiser;
  /** Starts a client with what it needs of the stack. */
  open(client: Client): Promise<ClientProgram>;
  /** Ends every client that was started. */
  close(): Promise<void>;
}

/** Messages a second of each account: none is throttled. */
const RATE = 1_000;

/** Builds the clients that this machine can run, and restarts services with their accounts and publishers. */
export async function stageClients({ stack, restart }: Product): Promise<ClientStage> {
  const here = CLIENTS.filter(isHere);
  const commands = new Map<Client, Command>();
  for (const client of here) commands.set(client, await build(client));
  const advertisers = new Map<Client, Advertiser>();
  for (const [n, client] of here.entries()) advertisers.set(client, await enrol(stack, n));
  const advertiserOf = (client: Client) => advertisers.get(client) as Advertiser;

  const entryOf = (client: Client, door: object) => ({
    ...{ id: client.name, advertiser: advertiserOf(client).id, category: 'marketing' },
    ...{ replies: false, ratePerSecond: RATE, ...door },
  });
  const smpp = ({ name }: Client) => ({ systemId: name, passwordFrom: 'CLIENT_PASSWORD', tls: 'optional' });
  const twilio = (client: Client) => ({ accountSid: sidOf(client), tokenFrom: 'CLIENT_TOKEN' });
  const accounts = [
    ...ESMES.filter(isHere).map((client) => entryOf(client, { smpp: smpp(client) })),
    ...TWILIO.filter(isHere).map((client) => entryOf(client, { twilio: twilio(client) })),
  ];
  const publishers = PUBLISHERS.filter(isHere).map((client) => ({
    name: client.name,
    advertisers: [advertiserOf(client).id],
  }));
  const fileOf = (name: string, content: object) => {
    const file = join(stack.dir, name);
    writeFileSync(file, JSON.stringify(content));
    return file;
  };
  const [password, token] = [randomBytes(4).toString('hex'), randomBytes(16).toString('hex')];
  await restart(['compliance', 'inbound-mo', 'gateway'], {
    PUBLISHERS_FILE: fileOf('publishers-of-clients.json', { publishers }),
    GATEWAY_ACCOUNTS_FILE: fileOf('accounts-of-clients.json', { accounts }),
    ...{ CLIENT_PASSWORD: password, CLIENT_TOKEN: token },
  });

  const argumentsOf = (client: Client): string[] => {
    if (PUBLISHERS.some((each) => each === client)) return [stack.kafka.bootstrap, client.name];
    if (ESMES.includes(client)) return ['127.0.0.1', String(stack.ports.gatewaySmpp), client.name];
    return [stack.services.gateway.url, sidOf(client), join(workspaceRoot(), 'docs/doors/twilio.md')];
  };
  const opened: ClientProgram[] = [];
  return {
    stack,
    advertiserOf,
    open: async (client) => {
      const secrets = { SMPP_PASSWORD: password, TWILIO_AUTH_TOKEN: token };
      const command = commands.get(client) as Command;
      const program = await ClientProgram.start(client.name, command, argumentsOf(client), secrets);
      opened.push(program);
      return program;
    },
    close: async () => {
      await Promise.all(opened.map((program) => program.kill()));
    },
  };
}
