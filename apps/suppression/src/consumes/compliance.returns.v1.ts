import { Controller } from '@nestjs/common';
import { type Return, returns } from '@stopsms/contracts';
import { Consumes, type MessageOf } from '@stopsms/messaging';
import { RecordReturns, type ReturnRequest } from '../returns/record-returns';

/**
 * Records returns that compliance grants, if they are later than the opt-out; notification answers those it does not grant. A consent
 * given elsewhere grants nothing: only records of an older compliance say so.
 */
@Controller()
export class ReturnsConsumer {
  constructor(private readonly recordReturns: RecordReturns) {}

  @Consumes(returns)
  async handle(messages: MessageOf<typeof returns>[]): Promise<void> {
    await this.recordReturns.execute(messages.flatMap(({ value, traceparent }) => toRequest(value, traceparent)));
  }
}

function toRequest(value: Return, traceparent: string): ReturnRequest[] {
  const { returnId, recipientKey, outcome, advertiserId, cause, at, acceptedAt, evidenceId } = value;
  const { msisdn, region, code, confirmedBy } = value;
  if (outcome !== 'granted' || cause !== 'start' || advertiserId === null) return [];
  return [
    {
      causeId: returnId,
      recipientKey,
      scope: advertiserId,
      // It has a consent of the person on record, with the number.
      numberKnownTo: [advertiserId],
      source: 'sms',
      evidenceId,
      reason: `START by SMS from someone whose consent is on record${confirmedBy === undefined ? '' : `; operator ${confirmedBy} confirms it to the person`}`,
      at,
      traceparent,
      ...(acceptedAt === undefined ? {} : { acceptedAt }),
      ...(msisdn === undefined ? {} : { msisdn }),
      ...(region === undefined ? {} : { region }),
      ...(code === undefined ? {} : { code }),
      ...(confirmedBy === undefined ? {} : { confirmedBy }),
    },
  ];
}
