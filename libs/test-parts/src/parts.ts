import { containerEngineAnswers, startKafkaContainer, startPostgresContainer } from './container-parts';
import { startEmbeddedKafka, startEmbeddedPostgres } from './embedded-parts';
import type { TestKafka, TestPostgres } from './test-part';

/** A Kafka 4.3 broker with no topics, for the caller to stop: a container where an engine answers, else embedded. */
export async function startTestKafka(): Promise<TestKafka> {
  const kafka = await ((await useContainers()) ? startKafkaContainer() : startEmbeddedKafka());
  announce(`Kafka: ${kafka.kind}, ${kafka.bootstrap}`);
  return kafka;
}

/** An empty PostgreSQL 18, for the caller to stop: a container where an engine answers, else embedded. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const postgres = await ((await useContainers()) ? startPostgresContainer() : startEmbeddedPostgres());
  announce(`PostgreSQL: ${postgres.kind}, ${new URL(postgres.superuserUrl).host}`);
  return postgres;
}

/** `STOPSMS_TEST_PARTS=embedded` keeps to the embedded parts, for an engine that answers but cannot pull the images. */
async function useContainers(): Promise<boolean> {
  return process.env.STOPSMS_TEST_PARTS !== 'embedded' && containerEngineAnswers();
}

function announce(line: string): void {
  process.stdout.write(`${line}\n`);
}
