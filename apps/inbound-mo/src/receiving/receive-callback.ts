import { Inject, Injectable } from '@nestjs/common';
import { Problem, type RateLimit, type Strangers, readRawBody } from '@stopsms/http';
import { Clock, SIGNATURE_WINDOW_S, isInstant, isUuid } from '@stopsms/kernel';
import {
  type CallbackRequest,
  type Callbacks,
  type HttpProvider,
  type Provider,
  type ProviderReceipt,
  type ProviderReply,
  type Skipped,
} from '@stopsms/providers';
import { LOG, type Log } from '@stopsms/service';
import type { Request, Response } from 'express';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { PROVIDERS } from '../providers/provider-terms';
import { AcceptReceipts } from '../receipts/accept-receipts';
import { AcceptMo } from './accept-mo';
import { DeliveriesInProgress } from './deliveries-in-progress';
import { refuseOtherAddresses } from './refuse-other-addresses';
import { type NotReply, ReplyMo } from './reply-mo';
import { VendorTexts, textAt } from './vendor-texts';

export interface CallbackAccess {
  /** Callbacks with receipts. Replies have no limit. */
  receipts: RateLimit;
  /** Callers whose signature is not verified yet. */
  strangers: Strangers;
  /** The real time, by which vendors sign. */
  clock: Clock;
}
export const CALLBACK_ACCESS = Symbol('callback access');

/** Replies or receipts that are stored at a time, so that other requests are served in between. */
const BATCH = 1_000;

/** Callback as its path has it. */
interface CallbackPath {
  provider: string;
  pathSecret: string;
  reference?: string;
}

/**
 * Verifies a callback as its vendor signs, and makes receipts and replies durable before it answers. It answers 200 to everything that
 * it understood, since some vendors never repeat what was answered with 4xx: what a provider may not deliver is counted. What it cannot
 * take now is answered with 503.
 */
@Injectable()
export class ReceiveCallback {
  private readonly providers: ReadonlyMap<string, HttpProvider>;
  private readonly texts = new VendorTexts();

  constructor(
    @Inject(PROVIDERS) providers: readonly Provider[],
    @Inject(CALLBACK_ACCESS) private readonly access: CallbackAccess,
    private readonly inProgress: DeliveriesInProgress,
    private readonly replyMo: ReplyMo,
    @Inject(LOG) private readonly log: Log,
    private readonly acceptMo: AcceptMo,
    private readonly acceptReceipts: AcceptReceipts,
    private readonly metrics: InboundMoMetrics,
    private readonly clock: Clock,
  ) {
    this.providers = new Map(providers.flatMap((each) => (each.kind === 'http' ? [[each.name, each]] : [])));
    // From zero, so that the first receipt is an increase.
    for (const provider of this.providers.keys()) this.metrics.receiptsToReview.inc({ provider }, 0);
  }

  /**
   * @returns body that the vendor expects
   * @throws Problem 404 unknown provider, 401 not authenticated, 503 over a limit, or for content that could not be read
   */
  async execute(path: CallbackPath, request: Request, response: Response): Promise<Callbacks['response']> {
    const provider = this.providers.get(path.provider);
    // A label: strangers could make up others without end.
    const label = provider?.name ?? 'other';
    try {
      if (!provider?.callbackSecrets) throw new Problem('webhooks-closed', CLOSED);
      refuseOtherAddresses(provider.callbackAddresses, request);
      const { callbacks } = provider.vendor;
      const secrets = [...provider.callbackSecrets.values()];
      const called = { ...path, method: request.method, url: urlOf(request, provider), headers: request.headers };
      // Without a signature the body shows nothing about the caller, and is not read before it is known.
      const isByPath = callbacks.verifiedBy === 'path';
      if (isByPath) {
        this.verify(callbacks, { ...called, body: Buffer.alloc(0) }, secrets);
        this.inProgress.begin(label, response);
      }
      const read = async () => {
        const callback = { ...called, body: await readRawBody(request, response) };
        if (!isByPath) {
          this.verify(callbacks, callback, secrets);
          this.inProgress.begin(label, response);
        }
        await this.verifyContent(provider, callback);
        return callback;
      };
      const callback = isByPath ? await read() : await this.access.strangers.hold(request, read);
      await this.accept(provider, callback);
      return callbacks.response;
    } catch (error) {
      if (error instanceof Problem) this.metrics.webhooksRefused.inc({ provider: label, reason: error.code });
      throw error;
    }
  }

  private verify(callbacks: Callbacks, callback: CallbackRequest, secrets: readonly string[]): void {
    if (!callbacks.verify(callback, secrets)) throw new Problem('callback-unauthenticated', UNAUTHENTICATED);
  }

  /** Verifies a signature whose key has to be fetched, and confirms a subscription to callbacks, if the vendor has them. */
  private async verifyContent({ name, vendor, account, baseUrl }: HttpProvider, callback: CallbackRequest) {
    const { callbacks } = vendor;
    const source = { account, baseUrl, fetchText: this.texts.fetch };
    try {
      if (callbacks.verifyContent && !(await callbacks.verifyContent(callback, source)))
        throw new Problem('callback-unauthenticated', UNAUTHENTICATED);
      const subscription = callbacks.subscriptionOf?.(callback, source);
      if (subscription === undefined) return;
      await textAt(subscription);
      this.log.info({ provider: name }, 'Subscription of callbacks confirmed');
    } catch (error) {
      if (error instanceof Problem) throw error;
      // Its message may have the URL, with a token.
      this.log.warn(
        { provider: name, err: { name: (error as Error).name } },
        'The host of the signature did not answer',
      );
      throw new Problem('callback-unreadable', UNVERIFIABLE);
    }
  }

  /** Replies first: a STOP among them must not wait for receipts. */
  private async accept(provider: HttpProvider, callback: CallbackRequest): Promise<void> {
    const { callbacks } = provider.vendor;
    const { replies, receipts, skipped } = callbacks.parse(callback);
    const isRecent = callbacks.isRecent?.(callback, this.access.clock.now()) ?? true;
    const left = { unreadable: 0, old: 0 };
    for (const some of batchesOf(replies)) {
      const { unreadable, old } = await this.replies(provider, some, isRecent);
      left.unreadable += unreadable;
      left.old += old;
    }
    for (const each of skipped) this.skip(provider.name, each);
    if (receipts.length > 0) this.refuseOverLimit(provider.name);
    for (const some of batchesOf(receipts)) await this.receipts(provider.name, some);
    this.listForReview(provider.name, receipts);
    // It may be a STOP: the provider keeps it, and sends it again.
    if (left.unreadable > 0 || skipped.some(({ reason }) => reason === 'malformed'))
      throw new Problem('callback-unreadable', UNREADABLE);
    if (left.old > 0) throw new Problem('callback-unauthenticated', OLD);
  }

  private refuseOverLimit(provider: string): void {
    if (this.access.receipts.refuses(provider) !== undefined) throw new Problem('deliveries-busy', OVER_LIMIT);
  }

  /** @returns numbers of replies that were not accepted: those that cannot be read, and those that bear an old signature */
  private async replies(provider: HttpProvider, replies: readonly ProviderReply[], isRecent: boolean) {
    const read = replies.map((reply) => this.replyMo.of(provider, reply));
    const count = (code: NotReply['code']) => read.filter((each) => !each.ok && each.refusal.code === code).length;
    for (const reason of ['no-number', 'malformed'] as const)
      this.metrics.callbacksSkipped.inc({ provider: provider.name, reason }, count(reason));
    const mos = read.flatMap((each) => (each.ok ? [each.value] : []));
    if (count('no-number') > 0)
      this.log.warn(
        { provider: provider.name, replies: count('no-number') },
        'Replies whose sender is not a number: ask the provider who sent them',
      );
    // A copy of an old delivery must lift nothing; one that blocks may be repeated by the vendor after an outage of ours.
    const taken = isRecent ? mos : mos.filter((mo) => mo.part !== undefined || this.acceptMo.mayAskToStop(mo));
    for (const accepted of await this.acceptMo.executeAll(taken, 'webhook'))
      this.metrics.mos.inc({ channel: 'http', result: accepted.ok ? 'accepted' : 'refused' });
    return { unreadable: count('malformed'), old: mos.length - taken.length };
  }

  private async receipts(provider: string, receipts: readonly ProviderReceipt[]): Promise<void> {
    const receivedAt = this.clock.now();
    await this.acceptReceipts.execute(
      receipts.map(({ id, reference, state, error, at }) => ({
        ...{ provider, smscId: id, stat: state, at: this.past(at), receivedAt },
        ...(error !== undefined && { error }),
        ...(reference !== undefined && isUuid(reference) && { reference }),
      })),
      'webhook',
    );
  }

  /** Lists receipts that may be of an opt-out at the provider, which the platform cannot know. */
  private listForReview(provider: string, receipts: readonly ProviderReceipt[]): void {
    const ids = receipts.flatMap(({ id, mayBeOptOut }) => (mayBeOptOut ? [id] : []));
    if (ids.length === 0) return;
    this.metrics.receiptsToReview.inc({ provider }, ids.length);
    this.log.warn(
      { provider, smscIds: ids },
      'Receipts may be of recipients who opted out at the provider: check them there',
    );
  }

  private skip(provider: string, { reason, detail }: Skipped): void {
    this.metrics.callbacksSkipped.inc({ provider, reason });
    this.log.warn({ provider, reason, detail }, 'Content of a callback was skipped');
  }

  /** An operator's clock that runs ahead must not make a STOP later than a consent that follows it; an impossible date is none. */
  private past(at: number | undefined): number {
    const now = this.clock.now();
    return at !== undefined && isInstant(at) ? Math.min(now, at) : now;
  }
}

/** URL as the provider called it: proxies may have changed scheme and host. */
const urlOf = (request: Request, { callbackOrigin }: HttpProvider): string =>
  (callbackOrigin ?? `${request.protocol}://${request.host}`) + request.originalUrl;

const batchesOf = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / BATCH) }, (_, n) => items.slice(n * BATCH, (n + 1) * BATCH));

const CLOSED = 'No provider with this name takes callbacks. Set webhook.secretsFrom of its entry in PROVIDERS_FILE.';
const UNAUTHENTICATED =
  'The callback has neither a valid signature nor a valid secret in its path. Nothing was accepted.';
const OLD = `Its signature is more than ${SIGNATURE_WINDOW_S} s old, or ahead of our clock. Of its replies only those that may ask to stop were accepted.`;
const OVER_LIMIT =
  'The receipts of this provider exceed WEBHOOK_RATE_PER_SECOND. Replies of this callback are stored. Send it again.';
const UNVERIFIABLE =
  'Its signature or subscription could not be checked, because the host of its key did not answer. Nothing was accepted. Send it again.';
const UNREADABLE =
  'A part of the callback could not be read, and may be a reply. What could be read is stored. Send it again.';
