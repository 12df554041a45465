import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Command, type Toolchain, go, java, node, python } from './toolchains';

/** Client of others. Its name is that of its folder, of its account at the gateway and of its publisher. */
export interface Client {
  name: string;
  toolchain: Toolchain;
}

/** Client of Kafka, and the compression of its batches. */
export interface KafkaClient extends Client {
  codec: string;
}

export const PUBLISHERS: readonly KafkaClient[] = [
  { name: 'franz-go', toolchain: go, codec: 'snappy' },
  { name: 'librdkafka', toolchain: python('publisher.py'), codec: 'zstd' },
  { name: 'kafka-clients', toolchain: java('Publisher.java'), codec: 'lz4' },
];
export const ESMES: readonly Client[] = [
  { name: 'smpplib', toolchain: python('esme.py') },
  { name: 'cloudhopper', toolchain: java('Esme.java') },
];
export const TWILIO: readonly Client[] = [
  { name: 'twilio-python', toolchain: python('sender.py') },
  { name: 'twilio-node', toolchain: node('sender.js') },
];
export const CLIENTS: readonly Client[] = [...PUBLISHERS, ...ESMES, ...TWILIO];

const folderOf = ({ name }: Client): string => join(__dirname, name);

/** Reason why this machine cannot run a client, by client. */
const reasons = new Map(CLIENTS.map((client) => [client, client.toolchain.missing(folderOf(client))]));

export const reasonMissing = (client: Client): string | undefined => reasons.get(client);
export const isHere = (client: Client): boolean => reasonMissing(client) === undefined;
export const build = (client: Client): Promise<Command> => client.toolchain.build(folderOf(client));

/** SID of the client's account of Twilio's API. */
export const sidOf = ({ name }: Client): string => `AC${createHash('md5').update(name).digest('hex')}`;
