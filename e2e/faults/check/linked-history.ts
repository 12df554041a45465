import type { ClearedMessage, JournalEntry, MessageStatus, NotificationMessage } from '@stopsms/contracts';
import type { History, Shown, StatusWritten } from './history';

/** A message on its way to the operator, whichever lane it takes. */
export interface Sendable {
  messageId: string;
  recipientKey: string;
  text: string;
  campaignId?: string;
  /** Opt-outs from any of these block it; none where it answers the person. */
  scopes: readonly string[];
  isAdvert: boolean;
}

/** A history in which each text on a handset is joined to the message it is. */
export class LinkedHistory {
  readonly messages = new Map<string, Sendable>();
  readonly statuses: Map<string, StatusWritten[]>;
  private readonly journal: Map<string, JournalEntry[]>;
  /** By message id, in the operator's order. */
  readonly texts = new Map<string, Shown[]>();
  readonly fromNowhere: Shown[] = [];
  /** Ids of the messages that have a final receipt. */
  readonly receipted: ReadonlySet<string>;
  /** Texts of the operator itself, which answers words of handsets. */
  readonly answers: readonly Shown[];

  constructor(readonly history: History) {
    for (const message of history.cleared) this.messages.set(message.messageId, fromCleared(message));
    for (const message of history.service) this.messages.set(message.messageId, fromService(message));
    this.statuses = grouped(history.statuses, ({ messageId }) => messageId);
    this.journal = grouped(history.journal, ({ messageId }) => messageId);
    this.receipted = new Set(history.receipts.map(({ messageId }) => messageId));
    this.answers = history.shown.filter(({ answerTo }) => answerTo !== undefined);
    this.link();
  }

  textsOf(messageId: string): Shown[] {
    return this.texts.get(messageId) ?? [];
  }

  statusesOf(messageId: string): MessageStatus[] {
    return this.statuses.get(messageId) ?? [];
  }

  /** Tries to submit an attempt of it, and those that wrote nothing. */
  journalOf(messageId: string, attempt: number): JournalEntry[] {
    return (this.journal.get(messageId) ?? []).filter((entry) => entry.attempt === attempt);
  }

  /** The operator's ids join what was reported `submitted`; the recipient and the text join what is unknown. */
  private link(): void {
    const bySmscId = new Map(
      this.history.statuses.flatMap(({ messageId, smscIds = [] }) => smscIds.map((id) => [id, messageId] as const)),
    );
    const byText = grouped([...this.messages.values()], ({ recipientKey, text }) => `${recipientKey} ${text}`);
    const rest: Shown[] = [];
    for (const shown of this.history.shown.filter(({ answerTo }) => answerTo === undefined)) {
      const messageId = shown.smscIds.map((id) => bySmscId.get(id)).find((id) => id !== undefined);
      if (messageId === undefined) rest.push(shown);
      else this.put(messageId, shown);
    }
    for (const shown of rest) {
      const same = byText.get(`${shown.recipientKey} ${shown.text}`) ?? [];
      const message = same.find(({ messageId }) => !this.texts.has(messageId)) ?? same[0];
      if (message) this.put(message.messageId, shown);
      else this.fromNowhere.push(shown);
    }
    for (const texts of this.texts.values()) texts.sort((a, b) => a.sequence - b.sequence);
  }

  private put(messageId: string, shown: Shown): void {
    this.texts.set(messageId, [...this.textsOf(messageId), shown]);
  }
}

export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function fromCleared({ messageId, recipientKey, text, campaignId, scopes, category }: ClearedMessage): Sendable {
  const isAdvert = category === 'marketing';
  return {
    messageId,
    recipientKey,
    text,
    scopes: isAdvert ? scopes : [],
    isAdvert,
    ...(campaignId === undefined ? {} : { campaignId }),
  };
}

function fromService({ messageId, recipientKey, text }: NotificationMessage): Sendable {
  return { messageId, recipientKey, text, scopes: [], isAdvert: false };
}
