import { type OptOutChanged, optOutChanged } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import type { Outgoing } from '@stopsms/messaging';
import type { OptOutRequest } from '../opt-outs/opt-out-request';

export { type OptOutChanged, optOutChanged };

const ADVERTISER_SCOPE = /^[0-9a-f]{8}-[0-9a-f-]{27}/i;

/** One event per cause and recipient, so that one STOP meant for three advertisers is confirmed once. */
export function changeRecord(
  request: OptOutRequest,
  change: OptOutChanged['change'],
  rows: { scope: string; episodeId: string }[],
): Outgoing<OptOutChanged> {
  const {
    causeId,
    recipientKey,
    source,
    evidenceId,
    attributed,
    numberKnownTo,
    sentAt,
    forget,
    lift,
    at,
    msisdn,
    region,
    code,
    confirmedBy,
    traceparent,
  } = request;
  return {
    key: recipientKey,
    value: {
      changeId: deterministicId('opt-out-changed', causeId, recipientKey),
      recipientKey,
      change,
      optOuts: rows.map(({ scope, episodeId }) => ({
        scope,
        advertiserId: ADVERTISER_SCOPE.exec(scope)?.[0] ?? null,
        episodeId,
      })),
      source,
      evidenceId,
      attributed,
      at,
      ...(sentAt === undefined ? {} : { sentAt }),
      ...(forget && { forget }),
      ...(lift && { lift }),
      ...(numberKnownTo && { numberKnownTo }),
      ...(msisdn === undefined ? {} : { msisdn }),
      ...(region === undefined ? {} : { region }),
      ...(code === undefined ? {} : { code }),
      ...(confirmedBy === undefined ? {} : { confirmedBy }),
    },
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
