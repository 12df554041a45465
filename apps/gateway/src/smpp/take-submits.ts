import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { LOG, type Log } from '@stopsms/service';
import { type PDU, STATUS } from '@stopsms/smpp';
import { v7 } from 'uuid';
import type { AccountOverSmpp } from '../accounts/accounts';
import { GatewayMetrics } from '../gateway-metrics';
import { Submit } from '../submissions/submit';
import { decodeText } from './decode-text';
import { wantedBy } from './envelope';
import type { LongTextHead, StoredPart } from './long-texts.columns';
import { LongTexts } from './long-texts';
import { readSubmit } from './read-submit';

/** Answer to a `submit_sm`. */
type SubmitAnswer = { status: number; messageId?: string };

/** Submits short messages, and the texts that several of them carry. */
@Injectable()
export class TakeSubmits {
  private failedAt = 0;

  constructor(
    private readonly submit: Submit,
    private readonly longTexts: LongTexts,
    private readonly clock: Clock,
    private readonly metrics: GatewayMetrics,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Resolves once the message is durable, or with the status that refuses it. Never rejects. */
  async execute(account: AccountOverSmpp, pdu: PDU): Promise<SubmitAnswer> {
    try {
      return await this.take(account, pdu);
    } catch (error) {
      this.failed(error);
      return { status: STATUS.ESME_RSYSERR };
    }
  }

  private async take(account: AccountOverSmpp, pdu: PDU): Promise<SubmitAnswer> {
    const read = readSubmit(pdu, account, this.clock.now());
    if (!read.ok) {
      this.metrics.submission('smpp', 'invalid');
      return { status: read.refusal.status };
    }
    const messageId = v7();
    const { value: short } = read;
    if (!short.part) {
      const { octets, dataCoding, registered, ...head } = short;
      const part = { messageId, dataCoding, octets: octets.toString('base64'), registered };
      return this.accept(account, messageId, head, [part], messageId);
    }
    const throttled =
      this.submit.throttle(account) ?? (this.longTexts.isFull(account.id) ? { code: 'BUSY' } : undefined);
    if (throttled) {
      this.metrics.submission('smpp', 'throttled');
      return { status: STATUS.ESME_RTHROTTLED };
    }
    const outcome = await this.longTexts.add(account, messageId, short);
    if (outcome.kind === 'conflict') return { status: STATUS.ESME_RSUBMITFAIL };
    if (outcome.kind === 'stored') return { status: STATUS.ESME_ROK, messageId };
    const { id, head, parts } = outcome.text;
    const answer = await this.accept(account, id, head, parts, messageId, true);
    if (answer.status === STATUS.ESME_ROK) await this.longTexts.remove(id);
    return answer;
  }

  private async accept(
    account: AccountOverSmpp,
    id: string,
    { to, sender, category, notBefore, expiresAt, addresses }: LongTextHead,
    stored: readonly StoredPart[],
    answered: string,
    isAdmitted = false,
  ): Promise<SubmitAnswer> {
    const octets = stored.map((part) => ({ dataCoding: part.dataCoding, octets: Buffer.from(part.octets, 'base64') }));
    const parts = stored.map(({ messageId, registered }) => ({ id: messageId, registered }));
    const result = await this.submit.execute({
      ...{ account, door: 'smpp', messageId: id, to, text: decodeText(octets, account.smpp.defaultAlphabet) },
      ...(sender !== undefined && { sender }),
      ...(category !== undefined && { category }),
      ...(notBefore !== undefined && { notBefore }),
      ...(expiresAt !== undefined && { expiresAt }),
      ...{ wanted: wantedBy(parts), envelope: { addresses, parts }, ...(isAdmitted && { isAdmitted }) },
    });
    if (result.ok) return { status: STATUS.ESME_ROK, messageId: answered };
    return { status: result.refusal.code === 'INVALID' ? STATUS.ESME_RSUBMITFAIL : STATUS.ESME_RTHROTTLED };
  }

  private failed(error: unknown): void {
    this.metrics.submission('smpp', 'failed');
    const now = performance.now();
    if (now - this.failedAt < 1_000) return;
    this.failedAt = now;
    this.log.error({ err: error }, 'Submissions are refused: they cannot be made durable. Systems retry them');
  }
}
