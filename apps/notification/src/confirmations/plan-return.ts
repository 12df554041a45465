import type { Advertiser, OptOutChanged } from '@stopsms/contracts';
import { type Result, deterministicId, ok, refused, timeZonesOf } from '@stopsms/kernel';
import { languageOf } from '../texts/language';
import { nextWebHour } from './web-hours';
import { returnText } from '../texts/start-text';
import { type Confirmation, type NotConfirmed, advertiserIdsOf } from './plan-confirmation';

const TTL_MS = 86_400_000;

/**
 * Plans one SMS for an opt-out that ended, from the code that takes STOP: after START, the code texted; after a lift by a named person of the
 * platform, the advertiser's. A consent given elsewhere, which ended opt-outs once, gets none; nor does the return of a person who stays
 * opted out of every advertiser, which suppression publishes without a number.
 * @param advertisers - those the event names that exist
 * @param now - epoch ms
 * @see docs/law/answers.md#start
 */
export function planReturn(
  event: OptOutChanged,
  advertisers: readonly Advertiser[],
  now: number,
): Result<Confirmation, { code: NotConfirmed }> {
  const { source, lift, msisdn, region, code, recipientKey, evidenceId, position, optOuts } = event;
  if (source !== 'sms' && !lift) return refused({ code: 'silent-source' });
  // One answer, whoever sends it (docs/design/guarantees.md#g4).
  if (event.confirmedBy !== undefined) return refused({ code: 'by-operator' });
  if (msisdn === undefined) return refused({ code: 'no-number' });
  if (code === undefined) return refused({ code: 'no-sender' });
  // A text is answered at once, a letter by day.
  const dueAt = lift ? nextWebHour(now, timeZonesOf(region ?? '')) : now;
  if (dueAt === undefined) return refused({ code: 'no-hour' });
  const lang = languageOf(region);
  const [named] = advertisers;
  return ok({
    lang,
    // An episode has one confirmation, that of its beginning.
    episodeIds: [],
    advertiserIds: advertiserIdsOf(event),
    dueAt,
    message: {
      messageId: deterministicId('confirm-return', evidenceId, ...optOuts.map(({ scope }) => scope)),
      kind: 'confirmation',
      advertiserId: named?.id ?? null,
      recipientKey,
      to: msisdn,
      text: returnText(lang, code, named?.name),
      sender: code,
      expiresAt: dueAt + TTL_MS,
      at: now,
      ...(position === undefined ? {} : { after: position }),
    },
  });
}
