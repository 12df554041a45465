import { randomUUID } from 'node:crypto';
import type { MessageStatus, OptOutChanged, Receipt, SmsRequested, Verdict } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';

// Records as compliance, dispatcher, inbound-mo and suppression would write them, to be sent by a plain client.

export interface About {
  id: string;
  advertiserId: string;
  recipientKey: string;
  campaignId?: string;
}

export const aboutRequest = (
  { id, advertiserId, campaignId, to }: SmsRequested,
  keyOf: (e164: string) => string,
): About => ({
  id,
  advertiserId,
  recipientKey: keyOf(to),
  ...(campaignId === undefined ? {} : { campaignId }),
});

const T0 = Date.parse('2026-11-25T10:00:00Z');

export function verdict(
  about: About,
  said: Verdict['verdict'],
  more: Partial<Verdict> = {},
): { key: string; value: Verdict } {
  const { id, recipientKey, advertiserId, campaignId } = about;
  const of = { messageId: id, recipientKey, advertiserId, ...(campaignId === undefined ? {} : { campaignId }) };
  return { key: id, value: { ...of, category: 'marketing', verdict: said, attempt: 1, at: T0, ...more } };
}

export function status(
  about: About,
  said: MessageStatus['status'],
  more: Partial<MessageStatus> = {},
): { key: string; value: MessageStatus } {
  const { id, recipientKey, advertiserId, campaignId } = about;
  const of = { messageId: id, recipientKey, advertiserId, ...(campaignId === undefined ? {} : { campaignId }) };
  const how = { lane: 'marketing', provider: 'test', sender: '36180', attempt: 1 } as const;
  return { key: recipientKey, value: { ...of, ...how, status: said, at: T0 + 1_000, ...more } };
}

export function receipt(
  about: About,
  outcome: Receipt['outcome'],
  more: Partial<Receipt> = {},
): { key: string; value: Receipt } {
  const { id, recipientKey, advertiserId } = about;
  const of = { messageId: id, recipientKey, advertiserId, provider: 'test', smscId: '1' };
  return {
    key: recipientKey,
    value: { ...of, outcome, stat: outcome === 'failed' ? 'UNDELIV' : 'DELIVRD', at: T0 + 2_000, ...more },
  };
}

export function optOut(
  recipientKey: string,
  scopes: string[],
  more: Partial<OptOutChanged> = {},
): { key: string; value: OptOutChanged } {
  const optOuts = scopes.map((scope) => ({
    scope,
    advertiserId: scope === '*' ? null : (scope.split('/')[0] ?? null),
    episodeId: deterministicId('episode', recipientKey, scope),
  }));
  const value: OptOutChanged = {
    changeId: randomUUID(),
    recipientKey,
    change: 'opted-out',
    optOuts,
    source: 'sms',
    evidenceId: randomUUID(),
    attributed: true,
    at: Date.now(),
    ...more,
  };
  return { key: recipientKey, value };
}
