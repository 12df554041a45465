import { CONSENTS_SQL } from '../../../apps/compliance/src/people/consents/consents.store';
import { RECIPIENTS_SQL, SCOPES } from '../../../apps/compliance/src/people/consents/recipients.store';
import type { Fact } from '../../../apps/compliance/src/evidence/facts/fact';
import type { DayOfMessages } from './day-of-messages';
import type { ScratchDatabase, Server, Size } from './scratch-database';
import type { Subject } from './subject';

/** Figures of one subject in one round; times are in ms. */
export interface Measured {
  size: Size;
  walBytes: number;
  /** Processor time of writing, the making of hashes included. */
  nodeMs: number;
  postgresMs: number;
  wallMs: number;
  /** Time for all facts, as the sealing reads them. */
  sealing: { nodeMs: number; postgresMs: number };
  /** Each look-up of one message, from an empty cache. */
  oneMs: number[];
  /** Up to 100,000 messages in pages. */
  campaign: { messages: number; wallMs: number; nodeMs: number; postgresMs: number };
  erasureMs: number;
}

/** Messages of one request for proofs. */
const PAGE = 100;
const CAMPAIGN = 100_000;
const LOOKUPS = 100;
const FACTS_A_MESSAGE = 3;

/** @param reader - another of the same kind */
export async function measure(
  server: Server,
  scratch: ScratchDatabase,
  subject: Subject,
  reader: Subject,
  day: DayOfMessages,
): Promise<Measured> {
  await addConsents(scratch, day);
  await scratch.checkpoint();
  const [empty, wal, postgres] = [
    await scratch.sizeOf(subject.tables),
    await scratch.walBytes(),
    server.processorSeconds(),
  ];
  const spent = { nodeMs: 0, wallMs: 0 };
  for (const work of day.work()) {
    const stop = clock();
    await subject.write(work);
    add(spent, stop());
  }
  const walBytes = (await scratch.walBytes()) - wal;
  const postgresMs = 1_000 * (server.processorSeconds() - postgres);
  const size = await scratch.sizeOf(subject.tables);
  const sealing = await timed(server, async () => {
    const sealed = await reader.readToSeal();
    if (sealed !== day.ids.length * FACTS_A_MESSAGE) throw new Error(`${subject.name}: ${sealed} facts to seal`);
  });
  const oneMs = await lookUpOne(subject, reader, day);
  const ids = day.ids.slice(0, CAMPAIGN);
  const campaign = await timed(server, async () => {
    for (let from = 0; from < ids.length; from += PAGE) assertWhole(await reader.load(ids.slice(from, from + PAGE)));
  });
  const erasureMs = await eraseOne(scratch, reader, day);
  return {
    size: { heap: size.heap - empty.heap, index: size.index - empty.index },
    ...{ walBytes, postgresMs, ...spent, sealing, oneMs, erasureMs },
    campaign: { messages: ids.length, ...campaign },
  };
}

/** Loads single messages from all over the campaign. */
async function lookUpOne(subject: Subject, reader: Subject, day: DayOfMessages): Promise<number[]> {
  const every = Math.max(1, Math.floor(day.ids.length / LOOKUPS));
  const times: number[] = [];
  // The first has the compiler's and the connection's part.
  assertWhole(await subject.load(day.ids.slice(0, 1)));
  for (let n = 0; n < day.ids.length; n += every) {
    const stop = clock();
    assertWhole(await reader.load(day.ids.slice(n, n + 1)));
    times.push(stop().wallMs);
  }
  return times;
}

function assertWhole(loaded: Awaited<ReturnType<Subject['load']>>): void {
  for (const [id, facts] of loaded)
    if (kindsOf(facts) !== 'decision,receipt,submitted') throw new Error(`${id} has ${kindsOf(facts) || 'no facts'}`);
}

/** A receipt may overtake the outcome. */
const kindsOf = (facts: readonly Fact[]): string =>
  facts
    .map(({ kind }) => kind)
    .sort()
    .join();

/** A consent for each message, as the erasure of a person finds them. */
async function addConsents({ database }: ScratchDatabase, { consentIds }: DayOfMessages): Promise<void> {
  await database.query(
    `INSERT INTO consent (consent_id, recipient_key, advertiser_id, basis, granted_at, source, wording, collected_by, evidence, recorded_at, digest)
     SELECT id, 'recipient-' || n, gen_random_uuid(), 'consent', now(), 'form', 'I agree.', 'row ' || n, '{}', now(), sha256(n::text::bytea)
     FROM unnest($1::uuid[]) WITH ORDINALITY AS c(id, n)`,
    [consentIds],
  );
}

/** Erases a person, and loads the proof of a message to that person: the digest of the consent remains. */
async function eraseOne({ database }: ScratchDatabase, reader: Subject, day: DayOfMessages): Promise<number> {
  const stop = clock();
  await database.run(async (tx) => {
    const scopes = SCOPES.of([{ recipientKey: 'recipient-1', scope: '*' }]);
    tx.send(CONSENTS_SQL.keepErasedDigests, scopes);
    tx.send(RECIPIENTS_SQL.beginErasing);
    tx.send(CONSENTS_SQL.deleteConsents, scopes);
    await tx.query(RECIPIENTS_SQL.endErasing);
  });
  assertWhole(await reader.load(day.ids.slice(0, 1)));
  const [erased] = await database.query(CONSENTS_SQL.erasedDigests, [day.consentIds.slice(0, 1)]);
  if (!erased) throw new Error('The digest of the erased consent is missing');
  return stop().wallMs;
}

interface Spent {
  nodeMs: number;
  wallMs: number;
}

async function timed(server: Server, work: () => Promise<void>): Promise<Spent & { postgresMs: number }> {
  const before = server.processorSeconds();
  const stop = clock();
  await work();
  return { ...stop(), postgresMs: 1_000 * (server.processorSeconds() - before) };
}

function clock(): () => Spent {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { nodeMs: (user + system) / 1_000, wallMs: performance.now() - startedAt };
  };
}

function add(sum: Spent, { nodeMs, wallMs }: Spent): void {
  sum.nodeMs += nodeMs;
  sum.wallMs += wallMs;
}
