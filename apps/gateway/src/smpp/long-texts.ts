import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, deterministicId } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { v7 } from 'uuid';
import type { AccountOverSmpp } from '../accounts/accounts';
import { AddDeliveries, type NewDelivery } from '../deliveries/add-deliveries';
import type { LongTextHead, StoredPart } from './long-texts.columns';
import { ARRIVED, INCOMPLETE_BATCH, LONG_TEXTS_SQL } from './long-texts.store';
import type { ShortSubmit } from './read-submit';
import { PARTS_MISSING } from './receipt-errors';

export const PARTS_WAIT_MS = Symbol('how long a long text waits for its parts');

const GATHER_MS = 4;
/** Incomplete texts, and octets of their parts as they are stored, that one account may have. */
const MAX_OPEN = 10_000;
const MAX_OPEN_OCTETS = 16 * 1_024 * 1_024;

interface Open {
  texts: number;
  octets: number;
}

/** Long text, once all its parts are stored. */
interface LongText {
  id: string;
  parts: StoredPart[];
  head: LongTextHead;
}

type PartOutcome =
  | { kind: 'stored' }
  | { kind: 'complete'; text: LongText }
  /** Another text has this part under the same reference: the two are never mixed. */
  | { kind: 'conflict' };

interface Waiting {
  account: string;
  name: string;
  total: number;
  sequence: number;
  part: StoredPart;
  head: LongTextHead;
  settle: (outcome: PartOutcome) => void;
  fail: (error: unknown) => void;
}

/**
 * Parts of long texts, in the database: they may arrive on several binds and replicas. Each part is durable before it is answered, and a
 * text whose parts do not all arrive in time is never sent, and ends with receipts that say so.
 */
@Injectable()
export class LongTexts extends ScheduledJob {
  readonly everyMs = 5_000;
  readonly failure = 'Incomplete long texts are not ended; retrying';
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** Incomplete texts by account at the last count, with the parts since: more than there are, never less on this replica. */
  private open = new Map<string, Open>();

  constructor(
    private readonly database: Database,
    private readonly addDeliveries: AddDeliveries,
    private readonly clock: Clock,
    @Inject(PARTS_WAIT_MS) private readonly waitMs: number,
  ) {
    super();
  }

  /** True if the account must complete its texts, or wait until they expire, before it begins others. */
  isFull(account: string): boolean {
    const { texts, octets } = this.open.get(account) ?? { texts: 0, octets: 0 };
    return texts >= MAX_OPEN || octets >= MAX_OPEN_OCTETS;
  }

  add(account: AccountOverSmpp, messageId: string, submit: ShortSubmit): Promise<PartOutcome> {
    const {
      part: position,
      dataCoding,
      octets,
      registered,
      to,
      sender,
      category,
      notBefore,
      expiresAt,
      addresses,
    } = submit;
    if (!position) throw new Error('A text of one part has nothing to wait for: this is a bug');
    const { reference, total, sequence } = position;
    const part = { messageId, dataCoding, octets: octets.toString('base64'), registered };
    const head = {
      ...{ to, addresses },
      ...(sender !== undefined && { sender }),
      ...(category !== undefined && { category }),
      ...(notBefore !== undefined && { notBefore }),
      ...(expiresAt !== undefined && { expiresAt }),
    };
    // The number is in it, so it is hashed.
    const named = [addresses.source, addresses.destination, reference, total].join('\0');
    const name = createHash('sha256').update(named).digest('base64url');
    const open = this.open.get(account.id) ?? { texts: 0, octets: 0 };
    this.open.set(account.id, { texts: open.texts + 1, octets: open.octets + part.octets.length });
    return new Promise((settle, fail) => {
      this.waiting.push({ account: account.id, name, total, sequence, part, head, settle, fail });
      this.timer ??= setTimeout(() => void this.store(), GATHER_MS);
    });
  }

  /** Deletes a text that was submitted. */
  async remove(id: string): Promise<void> {
    await this.database.query(LONG_TEXTS_SQL.remove, [[id]]);
  }

  async execute(): Promise<void> {
    for (let count = INCOMPLETE_BATCH; count === INCOMPLETE_BATCH && !this.isStopping;)
      count = await this.endIncomplete();
    const rows = await this.database.query(LONG_TEXTS_SQL.open);
    this.open = new Map(rows.map(({ account, ...open }) => [account, open]));
  }

  private async store(): Promise<void> {
    this.timer = undefined;
    const batch = this.waiting.splice(0);
    try {
      const texts = textsOf(batch);
      const rows = ARRIVED.of([...texts.values()], {
        id: () => v7(),
        account: ([{ account }]) => account,
        name: ([{ name }]) => name,
        total: ([{ total }]) => total,
        parts: (parts) => JSON.stringify(Object.fromEntries(parts.map(({ sequence, part }) => [sequence, part]))),
        head: ([{ head }]) => JSON.stringify(head),
      });
      const stored = await this.database.query(LONG_TEXTS_SQL.add, [...rows, this.clock.now()]);
      for (const { id, account, name, total, parts, head } of stored) {
        const isComplete = Object.keys(parts).length === total;
        let isReported = false;
        for (const { sequence, part, settle } of texts.get(keyOf({ account, name })) ?? []) {
          const kept = parts[String(sequence)];
          const isSame = kept?.octets === part.octets && kept.dataCoding === part.dataCoding;
          if (!isSame) settle({ kind: 'conflict' });
          else if (!isComplete || isReported) settle({ kind: 'stored' });
          else {
            isReported = true;
            const ordered = Object.entries(parts).sort(([one], [other]) => Number(one) - Number(other));
            settle({ kind: 'complete', text: { id, head, parts: ordered.map(([, each]) => each) } });
          }
        }
      }
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
  }

  private endIncomplete(): Promise<number> {
    return this.database.run(async (tx) => {
      const now = this.clock.now();
      const ended = await tx.query(LONG_TEXTS_SQL.takeIncomplete, [now - this.waitMs]);
      const receipts = ended.map(({ id, account, parts, head, begunAt }): NewDelivery => {
        const submitted = Object.values(parts).map(({ messageId, registered }) => ({ id: messageId, registered }));
        const envelope = { addresses: head.addresses, parts: submitted };
        const content = {
          ...{ kind: 'receipt' as const, messageId: id, stage: 'refused' as const, code: PARTS_MISSING },
          ...{ submittedAt: begunAt.getTime(), at: now, envelope },
        };
        return { id: deterministicId('receipt', id), account, door: 'smpp', recipientKey: null, content };
      });
      await this.addDeliveries.execute(tx, receipts);
      return ended.length;
    });
  }
}

const keyOf = ({ account, name }: Pick<Waiting, 'account' | 'name'>): string => `${account} ${name}`;

type Parts = [Waiting, ...Waiting[]];

/** Segments by text. Of two with one number, the later is also kept, and compared with what is stored. */
function textsOf(batch: readonly Waiting[]): Map<string, Parts> {
  const texts = new Map<string, Parts>();
  for (const each of batch) {
    const others = texts.get(keyOf(each));
    if (others) others.push(each);
    else texts.set(keyOf(each), [each]);
  }
  return texts;
}
