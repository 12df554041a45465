import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  KafkaCluster,
  type LocalKafka,
  type LocalPostgres,
  type SecureListeners,
  type ServerCertificate,
  startKafka,
  startPostgres,
} from '@stopsms/local-stack';
import type { SecureTestKafka, SecureTestPostgres, TestCluster, TestKafka, TestPart, TestPostgres } from './test-part';

export async function startEmbeddedKafka(): Promise<TestKafka> {
  const dir = temporaryFolder('kafka');
  const kafka = await startKafka({ dir });
  return { ...embedded(kafka, dir), bootstrap: kafka.bootstrap };
}

export async function startEmbeddedPostgres(): Promise<TestPostgres> {
  const dir = temporaryFolder('postgres');
  const postgres = await startPostgres({ dir });
  return { ...embedded(postgres, dir), superuserUrl: postgres.superuserUrl };
}

/** A broker with listeners for TLS and logins beside the plain one; always embedded, since certificates are files of its own. */
export async function startSecureTestKafka(secure: SecureListeners): Promise<SecureTestKafka> {
  const dir = temporaryFolder('kafka');
  const kafka = await startKafka({ dir, secure });
  return { ...embedded(kafka, dir), bootstrap: kafka.bootstrap, secureBootstraps: kafka.secureBootstraps };
}

/** Three brokers, for the caller to stop; always embedded, since they reach each other by ports of this machine. */
export async function startTestCluster(): Promise<TestCluster> {
  const dir = temporaryFolder('cluster');
  const network = await KafkaCluster.plan({ dir, logs: dir, brokers: 3 });
  const brokers = await Promise.all([1, 2, 3].map((id) => network.startBroker(id, {})));
  return {
    network,
    bootstrap: network.bootstrap,
    brokers: brokers.map((broker) => ({
      kill: broker.kill,
      restart: broker.restart,
      freeze: () => void process.kill(broker.pid, 'SIGSTOP'),
      shutDown: async () => void (await broker.stop()),
    })),
    stop: async () => {
      await Promise.all(brokers.map((broker) => broker.kill()));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A server that offers TLS; always embedded. */
export async function startSecureTestPostgres(certificate: ServerCertificate): Promise<SecureTestPostgres> {
  const dir = temporaryFolder('postgres');
  const postgres = await startPostgres({ dir, certificate });
  const { superuserUrl, showCertificate } = postgres;
  return { ...embedded(postgres, dir), superuserUrl, showCertificate };
}

function embedded(part: LocalKafka | LocalPostgres, dir: string): TestPart {
  return {
    kind: 'embedded',
    kill: part.kill,
    restart: part.restart,
    stop: async () => {
      await part.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function temporaryFolder(name: string): string {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), `stopsms-${name}-`));
  // Root runs PostgreSQL as another user, who must get into this folder.
  chmodSync(dir, 0o711);
  return dir;
}
