import type { Advertiser, OptOutChanged } from '@stopsms/contracts';
import { type Result, deterministicId, ok, refused, timeZonesOf } from '@stopsms/kernel';
import { confirmationText } from '../texts/confirmation-text';
import { languageOf } from '../texts/language';
import { AT_ONCE, nextWebHour } from './web-hours';
import { usualSender } from './usual-sender';
import type { ServiceMessage } from '../service-messages/service-message';

const TTL_MS = 86_400_000;

/**
 * Reasons for which an opt-out is not confirmed by SMS. `repeated`, `returned`: no episode began. `silent-source`: the person did not
 * ask us directly. `by-operator`: the operator that received the STOP or START answers it itself. `no-number`: the event has none. `no-sender`: neither a code was texted nor an advertiser named, or none of its
 * senders reaches them. `no-hour`: no time zone of the region is known.
 */
export type NotConfirmed =
  'repeated' | 'returned' | 'silent-source' | 'by-operator' | 'no-number' | 'no-sender' | 'no-hour';
export type Confirmation = Omit<ServiceMessage, 'traceparent'>;

/**
 * Plans one SMS per event, however many scopes it touched. By SMS it is sent at once, at any hour; from the web page, which has
 * confirmed already, by day, and in some countries at once too.
 * @param advertisers - those the event names that exist
 * @param now - epoch ms
 * @see docs/law/answers.md#confirmation
 */
export function planConfirmation(
  event: OptOutChanged,
  advertisers: readonly Advertiser[],
  now: number,
): Result<Confirmation, { code: NotConfirmed }> {
  const { change, source, msisdn, region, code, recipientKey, position } = event;
  if (change !== 'opted-out') return refused({ code: change });
  if (source !== 'sms' && source !== 'web') return refused({ code: 'silent-source' });
  // One confirmation, whoever sends it (docs/design/guarantees.md#g4).
  if (event.confirmedBy !== undefined) return refused({ code: 'by-operator' });
  if (msisdn === undefined) return refused({ code: 'no-number' });
  const sender = code ?? (advertisers[0] && usualSender(advertisers[0], region));
  if (sender === undefined) return refused({ code: 'no-sender' });
  const isAtOnce = source === 'sms' || AT_ONCE.has(region ?? '');
  const dueAt = isAtOnce ? now : nextWebHour(now, timeZonesOf(region ?? ''));
  if (dueAt === undefined) return refused({ code: 'no-hour' });

  const lang = languageOf(region);
  const episodeIds = event.optOuts.map(({ episodeId }) => episodeId).sort();
  const named = onlyAdvertiserOf(event, advertisers);
  return ok({
    lang,
    episodeIds,
    advertiserIds: advertiserIdsOf(event),
    dueAt,
    message: {
      messageId: deterministicId('confirm', episodeIds[0] ?? ''),
      kind: 'confirmation',
      advertiserId: named?.id ?? null,
      recipientKey,
      to: msisdn,
      text: confirmationText({ lang, sender, advertiserName: named?.name }),
      sender,
      expiresAt: dueAt + TTL_MS,
      at: now,
      ...(position === undefined ? {} : { after: position }),
    },
  });
}

export const advertiserIdsOf = ({ optOuts }: OptOutChanged): string[] => [
  ...new Set(optOuts.flatMap(({ advertiserId }) => advertiserId ?? [])),
];

/** Returns the one advertiser that the person certainly meant: a doubtful attribution must not name one that they do not know. */
function onlyAdvertiserOf(event: OptOutChanged, advertisers: readonly Advertiser[]): Advertiser | undefined {
  const isComplete = event.optOuts.every(({ advertiserId }) => advertiserId !== null);
  return event.attributed && isComplete && advertiserIdsOf(event).length === 1 ? advertisers[0] : undefined;
}
