import type { Begun, JournalEntry, MessageStatus } from '@stopsms/contracts';
import type { History } from './history';

// Five recipients of one campaign: Ada keeps it, Ben answers STOP and is confirmed, Cleo said STOP before her advert's
// turn, and nobody knows of Dan's and Eve's, whose dispatcher was killed: Dan has it, Eve has not.

export const ADA = 'ada-__________________';
export const BEN = 'ben-__________________';
export const CLEO = 'cleo__________________';
export const DAN = 'dan-__________________';
export const EVE = 'eve-__________________';
const ALL = [ADA, BEN, CLEO, DAN, EVE];
export const ADVERTISER = '00000000-0000-4000-8000-000000000001';
const CAMPAIGN = '00000000-0000-4000-8000-000000000002';
const T0 = 1_000_000;

export const advertOf = (recipientKey: string): string => `advert-${recipientKey.slice(0, 4)}`;
export const confirmationOf = (recipientKey: string): string => `confirmation-${recipientKey.slice(0, 4)}`;
const CONFIRMED = "Lorane : c'est noté";

/** A new clean history each time, to be spoilt. */
export function sampleHistory(): History {
  return {
    shown: [
      shown(1, ADA, 'advert', T0 + 100),
      shown(2, BEN, 'advert', T0 + 110),
      shown(3, DAN, 'advert', T0 + 120),
      shown(4, CLEO, CONFIRMED, T0 + 60),
      shown(5, BEN, CONFIRMED, T0 + 1_060),
    ],
    said: [
      said('mo-cleo', CLEO, T0 + 10),
      said('mo-ben', BEN, T0 + 1_010),
      { ...said('mo-ada', ADA, T0), isStop: false },
    ],
    asked: ALL.map((key) => ({ id: advertOf(key), campaignId: CAMPAIGN })),
    verdicts: ALL.map((recipientKey) => ({
      messageId: advertOf(recipientKey),
      advertiserId: ADVERTISER,
      campaignId: CAMPAIGN,
      recipientKey,
      category: 'marketing',
      verdict: 'cleared',
      attempt: 1,
      at: T0,
    })),
    cleared: ALL.map((recipientKey) => ({
      messageId: advertOf(recipientKey),
      advertiserId: ADVERTISER,
      campaignId: CAMPAIGN,
      category: 'marketing',
      recipientKey,
      to: '+33639980000',
      region: 'FR',
      text: 'advert',
      sender: 'Lorane',
      scopes: ['*', ADVERTISER],
      attempt: 1,
      pack: { id: 'FR@test', hash: 'x' },
      clearedAt: T0,
    })),
    service: [confirmation(CLEO, '1'), confirmation(BEN, '2')],
    journal: [
      ...[ADA, BEN, DAN, EVE].map((key) => begun(key, T0 + 90)),
      begun(CLEO, T0 + 60, confirmationOf(CLEO)),
      begun(BEN, T0 + 1_060, confirmationOf(BEN)),
    ],
    statuses: [
      status(ADA, 'submitted', T0 + 130, '1'),
      status(BEN, 'submitted', T0 + 130, '2'),
      status(CLEO, 'blocked', T0 + 130),
      status(DAN, 'unknown', T0 + 900),
      status(EVE, 'unknown', T0 + 900),
      status(CLEO, 'submitted', T0 + 60, '4', confirmationOf(CLEO)),
      status(BEN, 'submitted', T0 + 1_060, '5', confirmationOf(BEN)),
    ],
    receipts: [ADA, BEN].map((recipientKey) => ({
      messageId: advertOf(recipientKey),
      advertiserId: ADVERTISER,
      campaignId: CAMPAIGN,
      recipientKey,
      provider: 'simulator',
      smscId: '1',
      outcome: 'delivered',
      stat: 'DELIVRD',
      at: T0 + 300,
    })),
    received: [CLEO, BEN, ADA].map((recipientKey) => ({
      moId: `mo-${recipientKey.slice(0, 4)}`,
      recipientKey,
      provider: 'simulator',
      from: '+33639980000',
      to: '36180',
      text: 'STOP',
      receivedAt: T0,
    })),
    replies: [CLEO, BEN, ADA].map((recipientKey) => ({
      replyId: `mo-${recipientKey.slice(0, 4)}`,
      recipientKey,
      msisdn: '+33639980000',
      region: 'FR',
      channel: 'sms',
      code: '36180',
      tier: recipientKey === ADA ? 'none' : 'exact',
      reason: '',
      everyAdvertiser: false,
      advertisers: [{ advertiserId: ADVERTISER, confidence: 1, evidence: '' }],
      attributed: true,
      receivedAt: T0,
    })),
    optOuts: [CLEO, BEN].map((recipientKey) => ({
      recipientKey,
      state: 'out',
      scope: ADVERTISER,
      episodeId: `episode-${recipientKey}`,
      at: T0,
      source: 'sms',
      evidenceId: 'mo',
      writtenAt: recipientKey === CLEO ? T0 + 50 : T0 + 1_050,
    })),
    changes: [
      { recipientKey: CLEO, offset: '1' },
      { recipientKey: BEN, offset: '2' },
    ].map(({ recipientKey, offset }) => ({
      changeId: `change-${recipientKey}`,
      recipientKey,
      change: 'opted-out',
      optOuts: [{ scope: ADVERTISER, advertiserId: ADVERTISER, episodeId: `episode-${recipientKey}` }],
      source: 'sms',
      evidenceId: 'mo',
      attributed: true,
      position: { partition: 0, offset },
      at: T0,
    })),
    deadLetters: [],
    heartbeats: [-1, 0, 1, 2].map((second) => ({ key: 'heartbeat:0', at: T0 + 1_000 * second })),
    unknown: [DAN, EVE].map(advertOf),
    failedStarts: [
      { part: 'compliance', afterMs: 900, lastWords: 'compliance ends: The recipient keys were changed: …' },
    ],
    campaigns: [
      {
        title: 'advert',
        id: CAMPAIGN,
        counts: {
          recipients: 5,
          pending: 0,
          cancelled: 0,
          refused: 0,
          held: 0,
          cleared: 5,
          blocked: 1,
          expired: 0,
          rejected: 0,
          unknown: 2,
          queued: 0,
          submitted: 2,
          delivered: 2,
          failed: 0,
          awaitingReceipt: 0,
          optedOut: 1,
        },
      },
    ],
    listed: [CLEO, BEN].map((recipientKey) => ({ recipientKey, scope: ADVERTISER, state: 'out' })),
    confirmations: [CLEO, BEN].map((key) => ({ messageId: confirmationOf(key), state: 'submitted' })),
    repeatedReferences: 0,
    views: [{ name: 'dispatcher', entries: 2, ready: true }],
  };
}

export function shown(sequence: number, recipientKey: string, text: string, at: number): History['shown'][number] {
  return { sequence, recipientKey, text, at, begunAt: at, smscIds: [String(sequence)] };
}

const said = (id: string, recipientKey: string, acknowledgedAt: number): History['said'][number] => ({
  id,
  recipientKey,
  isStop: true,
  acknowledgedAt,
});

export function status(
  recipientKey: string,
  what: MessageStatus['status'],
  at: number,
  smscId?: string,
  messageId = advertOf(recipientKey),
): MessageStatus {
  return {
    messageId,
    advertiserId: ADVERTISER,
    recipientKey,
    lane: 'marketing',
    status: what,
    attempt: 1,
    provider: 'simulator',
    sender: 'Lorane',
    at,
    ...(smscId === undefined ? {} : { smscIds: [smscId] }),
  };
}

export function begun(recipientKey: string, at: number, messageId = advertOf(recipientKey)): Begun {
  return {
    event: 'begun',
    messageId,
    attempt: 1,
    recipientKey,
    submission: `dispatcher-${messageId}`,
    advertiserId: ADVERTISER,
    lane: 'marketing',
    provider: 'simulator',
    sender: 'Lorane',
    at,
  };
}

export function requeued({ messageId, attempt, recipientKey, submission }: Begun, at: number): JournalEntry {
  return { event: 'given-back', messageId, attempt, recipientKey, submission, at };
}

const confirmation = (recipientKey: string, offset: string): History['service'][number] => ({
  messageId: confirmationOf(recipientKey),
  kind: 'confirmation',
  advertiserId: ADVERTISER,
  recipientKey,
  to: '+33639980000',
  text: CONFIRMED,
  sender: '36180',
  after: { partition: 0, offset },
  expiresAt: T0 + 86_400_000,
  at: T0,
});
