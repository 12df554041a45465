import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchmark } from '../command/benchmark';
import { count } from '../command/flags';
import { diskSpace, linux } from '../command/needs';
import { printLoad } from '../machine';
import { printCodecs } from './compare-codecs';
import { DayOfMessages } from './day-of-messages';
import { FramesSubject } from './frames-subject';
import { type Measured, measure } from './measure';
import { printMeasured } from './report';
import { RowsSubject } from './rows-subject';
import { type ScratchDatabase, Server } from './scratch-database';
import type { Subject } from './subject';

/** Includes the write-ahead log, in each of three databases of a round. */
const BYTES_A_MESSAGE = 20_000;

export const facts = benchmark({
  name: 'facts',
  summary: 'facts of proofs: a row each, or a frame for each batch',
  about:
    'What proof facts of a campaign cost in compliance and PostgreSQL: each message is decided, submitted and delivered, in transactions of ' +
    'one batch, which compliance stores as one row. Its peer stores a row for each fact, as compliance did before: bytes, write-ahead log and processor time a message, sealing, look-ups and an erasure.',
  flags: {
    messages: count(100_000, 'of one campaign'),
    batch: count(250, 'facts in a transaction', { to: 10_000 }),
    rounds: count(2, 'of each subject, in turn'),
  },
  needs: ({ messages, rounds }) => [linux, diskSpace(messages * rounds * BYTES_A_MESSAGE)],
  run: async ({ messages, batch, rounds }) => {
    const dir = mkdtempSync(join(tmpdir(), 'stopsms-facts-'));
    console.log(`facts: ${messages} messages of 3 facts, ${batch} facts in a transaction; ${rounds} rounds\n`);
    const server = await Server.start(join(dir, 'postgres'));
    const results = new Map<string, Measured[]>();
    try {
      for (let round = 0; round < rounds; round += 1) {
        for (const make of SUBJECTS) {
          const scratch = await server.database();
          const day = new DayOfMessages(messages, batch);
          const subject = make(scratch, day);
          const measured = await measure(server, scratch, subject, make(scratch, day), day);
          results.set(subject.name, [...(results.get(subject.name) ?? []), measured]);
          await scratch.close();
        }
      }
      printMeasured(results, messages);
      await printCodecs(server, new DayOfMessages(Math.min(messages, 5_000), batch));
      printLoad();
    } finally {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    }
  },
});

type Make = (scratch: ScratchDatabase, day: DayOfMessages) => Subject;
const SUBJECTS: readonly Make[] = [
  ({ database }, day) => new RowsSubject(database, day),
  ({ database }, day) => new FramesSubject(database, day, true),
  ({ database }, day) => new FramesSubject(database, day, false),
];
