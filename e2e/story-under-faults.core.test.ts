import { EventEmitter, once } from 'node:events';
import { deadLetterOf } from '@stopsms/contracts';
import type { Part } from '@stopsms/local-stack';
import { type Story, runStory } from '@stopsms/story';
import { eventually } from '@stopsms/testing';
import {
  noneAfterBlock,
  noneAfterConfirmation,
  noneAfterStop,
  noneUnseeing,
  referencesOnce,
  sentOnce,
} from './faults/check/adverts';
import { type Checked, checkHistory } from './faults/check/check-history';
import { confirmationsEnd, confirmedOnce } from './faults/check/confirmations';
import { countsAddUp } from './faults/check/counts';
import type { History } from './faults/check/history';
import { LinkedHistory } from './faults/check/linked-history';
import { outcomesHold } from './faults/check/outcomes';
import { lastStopCounts, noStopLost, viewsAgree } from './faults/check/stops';
import { gatherHistory } from './faults/gather-history';
import { json } from './faults/json';
import { keepEvidence } from './faults/keep-evidence';
import { Operator } from './faults/operator';
import { settle } from './faults/settle';
import { type OwnStack, everyTopic, openStack } from './stage';
import { type ProofDocument, verifyProof } from './verify-proof';

jest.setTimeout(600_000);

const GUARANTEES = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6'];
const print = (line: string) => void process.stdout.write(`${line}\n`);

let own: OwnStack;
let story: Story;
/** Everything that the operator, the topics and the services know afterwards, joined. */
let linked: LinkedHistory;
let checked: Checked;
let metrics: string;

beforeAll(async () => {
  own = await openStack({ env: { SEAL_EVERY_MS: '2000' } });
  story = await storyUnderFaults();
  const operator = new Operator(own.stack.simulator.url);
  await settle(own.stack, operator, [], print);
  const history = await historyOf(story, operator);
  linked = new LinkedHistory(history);
  checked = checkHistory(history);
  if (checked.violations.length > 0) print(`Kept for you: ${keepEvidence(own.stack, { ...checked, history })}`);
  const answers = own.stack.replicas.map(async ({ url }) => (await fetch(`${url}/metrics`)).text());
  metrics = (await Promise.all(answers)).join('\n');
});
afterAll(() => own?.close());

/** Kills Kafka once the first campaign runs, and PostgreSQL once the second does; each is started again at once. */
async function storyUnderFaults(): Promise<Story> {
  const [lines, over] = [new EventEmitter(), new AbortController()];
  const killAt = async (title: string, part: Part) => {
    await once(lines, title, over);
    await part.kill();
    await part.restart();
  };
  const ended = runStory(own.stack, (line) => {
    print(line);
    lines.emit(line.replace(/:.*/s, ''));
  }).finally(() => over.abort());
  const faults = [killAt('advert with mention', own.stack.kafka), killAt('second advert', own.stack.postgres)];
  return (await Promise.all([ended, ...faults]))[0];
}

function historyOf({ cast, campaigns, pageVisitor = '' }: Story, operator: Operator): Promise<History> {
  const stops = new Set(cast.people.playing('out'));
  return gatherHistory(own.stack, operator, Object.values(campaigns), [], {
    asksToStop: ({ from }) => stops.has(from),
    visitors: [pageVisitor],
  });
}

const sumOf = (series: RegExp): number =>
  [...metrics.matchAll(series)].reduce((total, [, value]) => total + Number(value), 0);
/** Number of people who replied STOP, and the one who opted out on the page. */
const optedOut = (): number => story.cast.people.playing('out').length + 1;

test('everything the story promises is kept although Kafka is killed and PostgreSQL restarted', () => {
  expect(story.claims.broken).toEqual([]);
});

test('G1: each STOP that was acknowledged is durable, read and on the list, and the last one of each person counts', () => {
  const acknowledged = linked.history.said.filter(({ isStop, acknowledgedAt }) => isStop && acknowledgedAt !== null);
  expect(acknowledged).toHaveLength(optedOut() - 1);
  expect(linked.history.listed.filter(({ state }) => state === 'out')).toHaveLength(optedOut());
  expect([...noStopLost(linked), ...lastStopCounts(linked)]).toEqual([]);
});

test('G2: no advert leaves once a STOP is answered or listed, and each service that blocks measures how soon', () => {
  expect([...noneAfterBlock(linked), ...noneAfterStop(linked)]).toEqual([]);
  expect(sumOf(/^stopsms_stop_to_blocked_seconds_count\{.*\} (\S+)$/gm)).toBeGreaterThan(0);
});

test('G3: no advert leaves after the confirmation of a STOP', () => {
  const confirmations = linked.history.service.filter(({ kind }) => kind === 'confirmation');
  expect(confirmations.filter(({ messageId }) => linked.textsOf(messageId).length > 0).length).toBeGreaterThan(0);
  expect(noneAfterConfirmation(linked)).toEqual([]);
});

test('G4: each message is submitted at most once, each STOP is confirmed once, and what is reported is true', () => {
  expect([...sentOnce(linked), ...referencesOnce(linked), ...outcomesHold(linked)]).toEqual([]);
  expect([...confirmedOnce(linked), ...confirmationsEnd(linked)]).toEqual([]);
  expect(story.campaigns.first.counts.unknown).toBe(0);
});

test('G5: no advert leaves without heartbeats, and every dispatcher has the whole list again', () => {
  expect(linked.history.heartbeats.length).toBeGreaterThan(0);
  expect([...noneUnseeing(linked), ...viewsAgree(linked)]).toEqual([]);
});

test('G6: the proof of a message verifies, and not once it is altered', async () => {
  const { url } = own.stack.services.compliance;
  const keys = await json<object>('GET', `${url}/v1/proof-keys`);
  const proof = await eventually('the proof is sealed', async () => {
    const answer = await json<ProofDocument>('GET', `${url}/v1/messages/${story.messages.appointment}/proof`);
    return answer.sealing.state === 'sealed' && answer;
  });
  const head = proof.seals.at(-1)?.head ?? '';
  expect(await verifyProof(proof, { head, keys })).toEqual({ code: 0, said: expect.any(String) });
  const forged = { ...proof, request: { ...proof.request, region: 'BE' } };
  expect((await verifyProof(forged, { head, keys })).code).toBe(1);
});

test('the counts of each campaign agree with the topics and the handsets', () => {
  expect(linked.history.campaigns.map(({ counts }) => counts.recipients > 0)).toEqual([true, true, true]);
  expect(countsAddUp(linked)).toEqual([]);
});

test('each service counts violations of all six guarantees, and there is none', () => {
  const series = [...metrics.matchAll(/^stopsms_guarantee_violations_total\{guarantee="(G\d)".*\} (\S+)$/gm)];
  expect(new Set(series.map(([, guarantee]) => guarantee))).toEqual(new Set(GUARANTEES));
  expect(series.filter(([, , count]) => count !== '0').map(([line]) => line)).toEqual([]);
});

test('no topic has a dead letter', () => {
  expect(everyTopic()).toContain(deadLetterOf('inbound-mo.received.v1'));
  expect(linked.history.deadLetters).toEqual([]);
  expect(sumOf(/^stopsms_dead_letters_total\{.*\} (\S+)$/gm)).toBe(0);
});

test('no rule of the campaign under faults is broken', () => {
  expect(checked.violations).toEqual([]);
});
