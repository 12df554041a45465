import { setTimeout as pause } from 'node:timers/promises';
import type { VendorName } from '@stopsms/kernel';
import { type Habits, SHORT_CODE } from './people';
import type { Scene } from './scene';

/** Edit of the built code, by an exact text that occurs once. */
export interface Edit {
  /** Under `dist`. */
  file: string;
  find: string;
  replace: string;
}

/** A product that breaks one guarantee, and what makes that show. */
export interface Mutation {
  name: string;
  edits: Edit[];
  /** With an HTTP API; SMPP without one. */
  provider?: VendorName;
  habits: Habits;
  crowd: { recipients: number; paceMs: number };
  /** Faults while the campaign runs. */
  act(scene: Scene): Promise<void>;
  /** The rule that must be found broken; none for the product as it is. */
  breaks?: string;
}

export const NOBODY: Habits = { unasked: 0, stop: 0 };
/** Before their advert had its turn: whoever is in the queue then must be blocked there. */
const MANY_EARLY: Habits = { unasked: 0.3, stop: 0 };
export const MAX_EARLY: Habits = { unasked: 0.6, stop: 0 };

/** Three windows of ten, each answered so late, take 16 s for everybody. */
export const FEW = { recipients: 600, paceMs: 800 };
/** Ten seconds, with an operator so fast that a confirmation hardly waits for its turn. */
const MANY = { recipients: 1_000, paceMs: 300 };

/** STOP, START, and STOP again. */
const SECOND_THOUGHTS: Habits = { unasked: 0, stop: 0.2, changeMind: true };
/** Delay after which the first recipients have their texts. */
const longEnough = (): Promise<void> => pause(25_000);

export const underWay = (): Promise<void> => pause(5_000);

/** Both dispatchers have their windows full and more journalled. */
async function busy({ operator }: Scene): Promise<void> {
  while ((await operator.stats()).submits < 40) await pause(100);
}

/** The first of many confirmations has arrived, so others are with the operator. */
async function confirming({ operator }: Scene): Promise<void> {
  while (!(await operator.allTexts()).some(({ from }) => from === SHORT_CODE)) await pause(100);
}

/** The view receives an opt-out after its confirmation is requested, as may happen on a bad day. */
const SLOW_VIEW: Edit = {
  file: 'apps/dispatcher/src/consumes/suppression.opt-outs.v1.js',
  find: 'async handle(messages) {',
  replace: 'async handle(messages) { await new Promise((resolve) => setTimeout(resolve, 1200));',
};

/** Longer than adverts may leave after a STOP, which is answered all the same. */
const SLOW_READER: Edit = {
  file: 'apps/inbound-mo/src/consumes/inbound-mo.received.v1.js',
  find: 'async handle(messages) {',
  replace: 'async handle(messages) { await new Promise((resolve) => setTimeout(resolve, 9000));',
};

const NO_QUARANTINE: Edit = {
  file: 'apps/dispatcher/src/dispatch/vetoes.js',
  find: 'this.quarantine.vetoOf(message)',
  replace: 'undefined',
};

/** An operator whose texts bear no id: two of one person and one wording differ in nothing. */
const NO_IDS: Edit = {
  file: 'apps/inbound-mo/src/produces/inbound-mo.received.v1.js',
  find: 'function retryOf(mo, recipientKey) {',
  replace: 'function retryOf({ dedupeId: _, ...mo }, recipientKey) {',
};

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'a dispatcher that does not look at its view',
    edits: [
      {
        file: 'apps/dispatcher/src/dispatch/vetoes.js',
        find: 'this.view.blockingScope(message.recipientKey, message.scopes)',
        replace: 'undefined',
      },
    ],
    habits: MANY_EARLY,
    crowd: FEW,
    act: underWay,
    breaks: 'no advert after the confirmation',
  },
  {
    name: 'a dispatcher that does not read its journal back',
    edits: [
      {
        file: 'apps/dispatcher/src/journal/recovery.js',
        find: 'this.readTail(lanes, ends, isOurs),',
        replace: 'new (require("./journal-tail").JournalTail)(),',
      },
    ],
    habits: NOBODY,
    crowd: FEW,
    act: async ({ inflictor }) => {
      await underWay();
      await inflictor.inflict({ kind: 'kill', part: 'dispatcher', downMs: 0 });
    },
    breaks: 'submitted at most once',
  },
  {
    name: 'a dispatcher that does not notice that its partitions went to another',
    edits: [
      {
        file: 'libs/messaging/src/consuming/partition-lease.js',
        find: 'return this.isFresh() && (this.assignment.get(topic)?.includes(partition) ?? false);',
        replace: 'return true;',
      },
    ],
    habits: NOBODY,
    crowd: FEW,
    act: async ({ inflictor }) => {
      await underWay();
      await inflictor.inflict({ kind: 'freeze', part: 'dispatcher', longerMs: 15_000 });
    },
    breaks: 'unknown means unknown',
  },
  {
    name: 'a dispatcher that confirms before its view has passed the opt-out',
    edits: [
      SLOW_VIEW,
      NO_QUARANTINE,
      {
        file: 'apps/dispatcher/src/dispatch/confirmation-gate.js',
        find: 'if (!after) return;',
        replace: 'return;',
      },
    ],
    habits: MANY_EARLY,
    crowd: MANY,
    act: underWay,
    breaks: 'no advert after the confirmation',
  },
  {
    name: 'nothing but a slow view, for which the confirmation waits',
    edits: [SLOW_VIEW],
    habits: MANY_EARLY,
    crowd: MANY,
    act: underWay,
  },
  {
    name: 'a dispatcher that waits until a STOP is read',
    edits: [SLOW_READER, NO_QUARANTINE],
    habits: MANY_EARLY,
    crowd: FEW,
    act: underWay,
    breaks: 'no advert after the answer to the STOP',
  },
  {
    name: 'nothing but a slow reader, for which adverts wait',
    edits: [SLOW_READER],
    habits: MANY_EARLY,
    crowd: FEW,
    act: underWay,
  },
  {
    name: 'a receiver that acknowledges before the STOP is durable',
    edits: [
      {
        file: 'apps/inbound-mo/src/receiving/accept-mo.js',
        find: 'await this.publisher.publish(',
        replace: 'void ((...sent) => this.publisher.publish(...sent).catch(() => undefined))(',
      },
    ],
    habits: { unasked: 0.1, stop: 0 },
    crowd: FEW,
    act: async ({ inflictor, say }) => {
      const [kafka, receiver] = [inflictor.part('kafka'), inflictor.part('inbound-mo')];
      await kafka.kill();
      say('the broker is dead; people write nevertheless');
      await underWay();
      await receiver.kill();
      await kafka.restart();
      await receiver.restart();
    },
    breaks: 'no STOP is lost',
  },
  {
    name: 'a receiver that names a text by its words and the minute',
    edits: [
      NO_IDS,
      {
        file: NO_IDS.file,
        find: '(0, _nodecrypto.randomUUID)()',
        replace:
          'nameOf({ ...mo, dedupeId: undefined }, recipientKey, "minute", String(Math.floor(mo.receivedAt / 60000)))',
      },
    ],
    habits: SECOND_THOUGHTS,
    crowd: FEW,
    act: longEnough,
    breaks: 'the last STOP counts',
  },
  {
    name: 'nothing but an operator without ids, to whose people a STOP after a START counts',
    edits: [NO_IDS],
    habits: SECOND_THOUGHTS,
    crowd: FEW,
    act: longEnough,
  },
  {
    name: 'a dispatcher that trusts its view however long it has received nothing',
    edits: [
      {
        file: 'apps/dispatcher/src/view/freshness.js',
        find: 'if (age > this.limitMs) {',
        replace: 'if (false) {',
      },
    ],
    habits: NOBODY,
    crowd: FEW,
    act: async ({ inflictor }) => {
      await underWay();
      await inflictor.inflict({ kind: 'kill', part: 'suppression', downMs: 9_000 });
    },
    breaks: 'no advert without heartbeats',
  },
  {
    name: 'a service that confirms and believes unknown when more is known',
    edits: [
      {
        file: 'apps/notification/src/service-messages/service-messages.store.js',
        find: "WHEN 'unknown' THEN 1",
        replace: "WHEN 'unknown' THEN 2",
      },
    ],
    habits: MAX_EARLY,
    crowd: FEW,
    act: async (scene) => {
      await confirming(scene);
      await scene.inflictor.inflict({ kind: 'freeze', part: 'dispatcher', longerMs: 5_000 });
    },
    breaks: 'what is known stays',
  },
  {
    name: 'a dispatcher that does not read what is requeued late',
    edits: [
      {
        file: 'apps/dispatcher/src/journal/in-doubt.js',
        find: 'if (doubt.submissions.size > 0)',
        replace: 'if (true)',
      },
    ],
    habits: NOBODY,
    crowd: FEW,
    act: async (scene) => {
      await busy(scene);
      await scene.inflictor.inflict({ kind: 'freeze', part: 'dispatcher', longerMs: 5_000 });
    },
    breaks: 'unknown means unknown',
  },
  {
    name: 'a list of unknown messages that leaves some out',
    edits: [
      {
        file: 'apps/campaign/src/messages/messages.store.js',
        find: 'WHERE is_unknown',
        replace: 'WHERE is_unknown AND campaign_id IS NULL',
      },
    ],
    habits: NOBODY,
    crowd: FEW,
    act: async ({ inflictor }) => {
      await underWay();
      await inflictor.inflict({ kind: 'kill', part: 'dispatcher', downMs: 0 });
    },
    breaks: 'what is unknown is listed',
  },
  {
    name: 'a service that does not wait for Kafka',
    edits: [
      {
        file: 'libs/messaging/src/client/reach-kafka.js',
        find: 'if (Date.now() + EVERY_MS > deadline)',
        replace: 'if (true)',
      },
    ],
    habits: NOBODY,
    crowd: FEW,
    act: async ({ inflictor }) => {
      await underWay();
      const kafka = inflictor.inflict({ kind: 'kill', part: 'kafka', downMs: 8_000 });
      // Killed: asked to end, it would wait for Kafka for longer than that is away.
      await inflictor.inflict({ kind: 'kill', part: 'notification', downMs: 500 });
      await kafka;
    },
    breaks: 'a start waits',
  },
  {
    name: 'a dispatcher that throws at a sender that SMPP has no form for',
    edits: [
      {
        file: 'apps/dispatcher/src/operator/routed-operators.js',
        find: 'if (error instanceof RangeError)',
        replace: 'if (false)',
      },
      {
        file: 'apps/dispatcher/src/messages/dispatchable.js',
        find: "lane: 'service'",
        replace: "lane: 'service', sender: 'x'.repeat(30)",
      },
    ],
    habits: { unasked: 0.02, stop: 0 },
    crowd: FEW,
    act: underWay,
    breaks: 'every confirmation comes to an end',
  },
];
