import { Inject, Injectable } from '@nestjs/common';
import { RecipientKeys, type Result, deterministicId, ok, refused } from '@stopsms/kernel';
import { mergeCalls } from '@stopsms/messaging';
import { Database, type Tx } from '@stopsms/persistence';
import type { Provider, Way } from '@stopsms/providers';
import { type ReceiptIdForm, type ReceiptState, asAnswered } from '@stopsms/smpp';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { type Breach, PROVIDERS, ProviderTerms } from '../providers/provider-terms';
import { PublishOutcomes } from './publish-outcomes';
import { RECEIPTS, RECEIPTS_SQL, RECEIPT_IDS } from './receipts.store';
import { type Matched, SettleReceipts } from './settle-receipts';

/** A receipt as it came in. */
interface IncomingReceipt {
  provider: string;
  /** The operator's id of one part. */
  smscId: string;
  stat: ReceiptState;
  error?: string;
  /** The handset it is about, E.164, where the operator says so. */
  msisdn?: string;
  /** A person may have typed it: it is about a text to `msisdn` or about none. */
  onlyOfHandset?: boolean;
  /** Message id, where the operator repeats our reference. */
  reference?: string;
  /** The operator's id of this receipt, the same at each of its retries. */
  dedupeId?: string;
  /** Epoch ms of the event; when it was received, if the operator's clock cannot be trusted. */
  at: number;
  receivedAt: number;
}

/** Receipts per statement. */
const LIMIT = 1_000;
const INTERIM = new Set<ReceiptState>(['ENROUTE', 'ACCEPTD']);
/** Operators' spellings of "no error". */
const NO_ERROR = /^0*$/;

/**
 * Joins receipts to their messages before they are acknowledged. One of several parts of a message, one that a person may have typed, and
 * one whose message is not known yet are stored for SettleReceipts.
 */
@Injectable()
export class AcceptReceipts {
  /** The operator waits for our answer with so many receipts open, and sends the next ones then: soon enough. */
  private readonly merged = mergeCalls<IncomingReceipt>((items) => this.store(items), LIMIT, 1, 20);

  /** Form of the ids in receipts, by provider, where it differs from that in responses. */
  private readonly idForms: ReadonlyMap<string, ReceiptIdForm>;

  constructor(
    private readonly database: Database,
    private readonly settleReceipts: SettleReceipts,
    private readonly outcomes: PublishOutcomes,
    private readonly keys: RecipientKeys,
    private readonly metrics: InboundMoMetrics,
    private readonly terms: ProviderTerms,
    @Inject(PROVIDERS) providers: readonly Provider[],
  ) {
    this.idForms = new Map(providers.flatMap((each) => (each.kind === 'smpp' ? [[each.name, each.receiptId]] : [])));
  }

  /** Resolves once they are durable; a receipt without a final state is only counted. @param receipts - of one provider */
  async execute(receipts: IncomingReceipt[], way: Way): Promise<Result<undefined, { code: Breach }>> {
    const [{ provider } = { provider: '' }] = receipts;
    const breach = this.terms.breachOfReceipts(provider, way, receipts.length);
    if (breach) return refused({ code: breach });
    const final = receipts.filter(({ stat }) => !INTERIM.has(stat));
    this.metrics.receipts.inc({ outcome: 'interim' }, receipts.length - final.length);
    await Promise.all(final.map((receipt) => this.merged([this.asAnswered(receipt)])));
    return ok(undefined);
  }

  private asAnswered(receipt: IncomingReceipt): IncomingReceipt {
    return { ...receipt, smscId: asAnswered(receipt.smscId, this.idForms.get(receipt.provider) ?? 'same') };
  }

  private async store(items: IncomingReceipt[]): Promise<void> {
    const { waiting, late } = await this.database.run(async (tx) => {
      const { matched, waiting } = await this.match(tx, items);
      this.storeWaiting(tx, waiting);
      const settled = await this.settleReceipts.settleWhole(tx, matched);
      await this.outcomes.execute(tx, settled);
      return { waiting, late: matched.length - settled.length };
    });
    this.metrics.receipts.inc({ outcome: 'late' }, late);
    // Durable from here on, so a failure now is no reason to refuse them: the job joins what this does not.
    this.settleReceipts.soon(waiting.map(({ smscId }) => smscId));
  }

  private async match(tx: Tx, items: IncomingReceipt[]): Promise<{ matched: Matched[]; waiting: IncomingReceipt[] }> {
    const rows = await tx.query(
      RECEIPTS_SQL.find,
      RECEIPT_IDS.of(items, {
        provider: ({ provider }) => provider,
        smscId: ({ smscId }) => smscId,
      }),
    );
    const whole = new Map(rows.flatMap((row) => (row.isPart ? [] : [[row.n, row]])));
    const [matched, waiting]: [Matched[], IncomingReceipt[]] = [[], []];
    items.forEach((item, index) => {
      const message = whole.get(index + 1);
      if (!message || item.onlyOfHandset) return waiting.push(item);
      const { messageId, smscId } = message;
      const { provider, stat, at } = item;
      return matched.push({ provider, smscId, messageId, stat, error: errorOf(item), at });
    });
    return { matched, waiting };
  }

  private storeWaiting(tx: Tx, waiting: IncomingReceipt[]): void {
    if (waiting.length === 0) return;
    const rows = RECEIPTS.of(waiting, (item) => {
      const recipientKey = this.keyOf(item);
      return {
        ...item,
        recipientKey,
        onlyOfHandset: item.onlyOfHandset ?? false,
        reference: item.reference ?? null,
        id: receiptIdOf(item, recipientKey),
        error: errorOf(item),
      };
    });
    tx.send(RECEIPTS_SQL.store, rows);
  }

  private keyOf({ msisdn }: IncomingReceipt): string | null {
    return msisdn === undefined ? null : this.keys.keyOf(msisdn);
  }
}

const errorOf = ({ error }: IncomingReceipt): string | null =>
  error === undefined || NO_ERROR.test(error) ? null : error;

function receiptIdOf(receipt: IncomingReceipt, key: string | null): string {
  const { provider, smscId, stat, error, onlyOfHandset, dedupeId } = receipt;
  if (dedupeId !== undefined) return deterministicId('receipt', provider, dedupeId);
  const content = [provider, smscId, stat, error ?? ''];
  // What somebody typed must not pass for the operator's own receipt, which would then be taken for a repetition.
  return deterministicId('receipt', ...content, ...(onlyOfHandset ? ['typed', key ?? ''] : []));
}
