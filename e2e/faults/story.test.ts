import { setTimeout as pause } from 'node:timers/promises';
import { type Story, runStory } from '@stopsms/story';
import { type Stage, openStage } from '../stage';

jest.setTimeout(600_000);

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test('the story ends right although Kafka is killed and PostgreSQL restarted while it runs', async () => {
  const { stack } = stage;
  const faults: string[] = [];
  const story: Promise<Story> = runStory(stack, (line) => {
    process.stdout.write(`${line}\n`);
    if (faults.length === 0 && line.startsWith('advert with mention')) {
      faults.push('Kafka');
      void stack.kafka.kill().then(() => stack.kafka.restart());
    }
    if (faults.length === 1 && line.startsWith('second advert')) {
      faults.push('PostgreSQL');
      void stack.postgres
        .kill()
        .then(() => pause(500))
        .then(() => stack.postgres.restart());
    }
  });
  const { claims, campaigns } = await story;
  expect(faults).toEqual(['Kafka', 'PostgreSQL']);
  expect(claims.broken).toEqual([]);
  expect(campaigns.first.counts.unknown).toBe(0);
});
