import { Controller } from '@nestjs/common';
import { type Reply, optsOut, replies } from '@stopsms/contracts';
import { ALL_ADVERTISERS } from '@stopsms/kernel';
import { Consumes, LOW_LATENCY, type MessageOf } from '@stopsms/messaging';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import { RecordNumberStates } from '../numbers/record-number-states';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';

// Never catches: a fault must hold the offset, because a skipped reply may be a lost STOP.
@Controller()
export class RepliesConsumer {
  constructor(
    private readonly recordOptOuts: RecordOptOuts,
    private readonly recordNumberStates: RecordNumberStates,
  ) {}

  @Consumes(replies, LOW_LATENCY)
  async handle(messages: MessageOf<typeof replies>[]): Promise<void> {
    const stops = messages.filter(({ value }) => optsOut(value.tier));
    await this.recordOptOuts.execute(stops.map(({ value, traceparent }) => toRequest(value, traceparent)));
    // Whoever texts has the number, if it was them. A page may be opened with any other device.
    const texted = messages.filter(({ value }) => value.channel === 'sms' && value.breach === undefined);
    await this.recordNumberStates.revive(
      texted.map(({ value }) => ({ recipientKey: value.recipientKey, at: value.receivedAt })),
    );
  }
}

function toRequest(reply: Reply, traceparent: string): OptOutRequest {
  // Nobody to attribute it to and nobody on the code: the person still wants out, so out of everything.
  const everyone = reply.everyAdvertiser || reply.advertisers.length === 0;
  return {
    causeId: reply.replyId,
    recipientKey: reply.recipientKey,
    scopes: everyone ? [ALL_ADVERTISERS] : reply.advertisers.map(({ advertiserId }) => advertiserId),
    source: reply.channel,
    evidenceId: reply.replyId,
    reason: reasonOf(reply),
    // Until somebody decided nothing was blocked, so the opt-out begins then.
    at: reply.decided?.at ?? reply.receivedAt,
    ...(reply.decided
      ? { askedAt: reply.acceptedAt ?? reply.receivedAt, by: reply.decided.by }
      : reply.acceptedAt !== undefined && { acceptedAt: reply.acceptedAt }),
    attributed: reply.attributed,
    region: reply.region,
    traceparent,
    ...(reply.msisdn === undefined ? {} : { msisdn: reply.msisdn }),
    ...(reply.textedBy && { numberKnownTo: reply.textedBy }),
    ...(reply.code === '' ? {} : { code: reply.code }),
    ...(reply.confirmedBy !== undefined && { confirmedBy: reply.confirmedBy }),
  };
}

function reasonOf({ channel, tier, reason, decided, confirmedBy }: Reply): string {
  if (channel === 'web') return `unsubscribe page: ${reason}`;
  const answered = confirmedBy === undefined ? '' : `; operator ${confirmedBy} confirms it to the person`;
  const reading = `reply read as ${tier}: ${reason}${answered}`;
  return decided ? `${reading}; it is reply ${decided.replyId}` : reading;
}
