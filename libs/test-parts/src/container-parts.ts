// Written from the source of testcontainers 12 and of the two images, never run: no machine this was made on has had a
// container engine. The embedded parts are what the tests of this repository were seen passing with.
import { freePort } from '@stopsms/local-stack';
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers';
import type { TestKafka, TestPart, TestPostgres } from './test-part';

const KAFKA_IMAGE = 'apache/kafka:4.3.0';
const POSTGRES_IMAGE = 'postgres:18';
const POSTGRES_PASSWORD = 'stopsms';
const STARTUP_TIMEOUT_MS = 180_000;

/** Returns whether Docker, Podman or another engine of testcontainers is available. */
export async function containerEngineAnswers(): Promise<boolean> {
  try {
    await getContainerRuntimeClient();
    return true;
  } catch {
    return false;
  }
}

export async function startKafkaContainer(): Promise<TestKafka> {
  // A broker advertises its own address, so the port on the host is chosen before it starts, and stays on restart.
  const port = await freePort();
  const host = (await getContainerRuntimeClient()).info.containerRuntime.host;
  const container = await new GenericContainer(KAFKA_IMAGE)
    .withExposedPorts({ container: 9092, host: port })
    .withEnvironment({
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_NODE_ID: '1',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${host}:${port}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '4',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_BROKER_SESSION_TIMEOUT_MS: '3000',
      KAFKA_BROKER_HEARTBEAT_INTERVAL_MS: '500',
    })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .withStartupTimeout(STARTUP_TIMEOUT_MS)
    .start();
  return { ...contained(container), bootstrap: `${host}:${port}` };
}

export async function startPostgresContainer(): Promise<TestPostgres> {
  const port = await freePort();
  const container = await new GenericContainer(POSTGRES_IMAGE)
    .withExposedPorts({ container: 5432, host: port })
    .withEnvironment({ POSTGRES_PASSWORD })
    .withCommand(['postgres', '-c', 'max_connections=200'])
    // The image starts it twice when it creates the cluster, so only a query through the network proves it is up.
    .withHealthCheck({
      test: ['CMD-SHELL', 'pg_isready -h localhost -U postgres'],
      interval: 250,
      timeout: 1000,
      retries: 240,
    })
    .withWaitStrategy(Wait.forHealthCheck())
    .withStartupTimeout(STARTUP_TIMEOUT_MS)
    .start();
  return {
    ...contained(container),
    superuserUrl: `postgres://postgres:${POSTGRES_PASSWORD}@${container.getHost()}:${port}/postgres`,
  };
}

function contained(container: StartedTestContainer): TestPart {
  return {
    kind: 'container',
    // Not container.stop(), which would remove it, or remember it as stopped and later leave it running.
    kill: async () => void (await (await getContainerRuntimeClient()).container.getById(container.getId()).kill()),
    restart: () => container.restart(),
    stop: async () => void (await container.stop()),
  };
}
