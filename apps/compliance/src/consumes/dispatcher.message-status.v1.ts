import { Controller } from '@nestjs/common';
import { REQUEUED_CODES, type RequeuedCode, type MessageStatus, knowledgeOf, messageStatus } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { textHash } from '../rules/text/text-reading';
import { type Requeued, HoldAgain } from '../decision/held/hold-again';
import { RecordOutcomes } from '../decision/outcomes/record-outcomes';
import type { Outcome } from '../evidence/facts/outcome-facts';

@Controller()
export class MessageStatusConsumer {
  constructor(
    private readonly recordOutcomes: RecordOutcomes,
    private readonly holdAgain: HoldAgain,
  ) {}

  @Consumes(messageStatus, BATCHED)
  async handle(messages: MessageOf<typeof messageStatus>[]): Promise<void> {
    // The service lane answers a person's own act: nothing was decided here about it.
    const decided = messages.filter(({ value: { lane } }) => lane !== 'service');
    await this.recordOutcomes.execute(
      decided.map(({ topic, partition, value: status }) => ({
        ...{ outcome: toOutcome(status), status },
        source: { topic, partition },
      })),
    );
    await this.holdAgain.execute(decided.map(({ value }) => value).filter(isRequeued));
  }
}

/** Cannot be sent now, and is held instead of lost. */
const isRequeued = (value: MessageStatus): value is MessageStatus & Requeued =>
  value.status === 'expired' && REQUEUED_CODES.includes(value.code as RequeuedCode);

function toOutcome(value: MessageStatus): Outcome {
  const { status, code, detail, begunAt, at, provider, sender, smscIds, parts, view, final } = value;
  return {
    messageId: value.messageId,
    // What is unknown may turn out never to have been written, and then leave or be given back.
    isLast: knowledgeOf(status) > knowledgeOf('unknown') && !isRequeued(value),
    report: {
      ...{ attempt: value.attempt, status, code, detail, begunAt, at, provider, sender, smscIds, parts, view },
      ...(final && { final: sealedFinal(final) }),
    },
  };
}

/** The provider's own text is sealed by its hash, as ours is. */
function sealedFinal({ text, ...rest }: NonNullable<MessageStatus['final']>) {
  return { ...(text !== undefined && { textHash: textHash(text) }), ...rest };
}
