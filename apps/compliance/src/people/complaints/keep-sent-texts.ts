import { comparableText, deterministicId } from '@stopsms/kernel';
import type { Database, Tx } from '@stopsms/persistence';
import type { Decided } from '../../rules/message';
import { isSimilar } from './similar-text';
import { SENT_TEXTS_SQL, TEXTS } from './sent-texts.store';

// Number and text of a message are erased once it has left, and a complaint comes days later. What is kept for it is what
// can be compared, without digits, and who received it by the keyed hash alone.

interface SentText {
  advertiserId: string;
  campaignId?: string;
  sender: string;
  /** Text in the form that complaints are compared with. */
  text: string;
  /** First those who received the text itself, then those who received a similar one. */
  recipientKeys: string[];
  /** Number of those who received the text itself. */
  exact: number;
  at: number;
}

/**
 * Stores cleared texts. Texts of one campaign mostly differ by a name, so one represents the similar ones of a batch: a complaint
 * matches it as well, and a campaign of a million is a thousand rows.
 */
export function keepSentTexts(tx: Tx, decisions: readonly Decided[]): void {
  const texts = sentTexts(decisions);
  if (texts.length === 0) return;
  const rows = texts.map((each) => ({ ...each, id: idOf(each) })).sort((one, other) => (one.id < other.id ? -1 : 1));
  tx.send(
    SENT_TEXTS_SQL.keep,
    TEXTS.of(rows, {
      id: ({ id }) => id,
      advertiserId: ({ advertiserId }) => advertiserId,
      campaignId: ({ campaignId }) => campaignId ?? null,
      sender: ({ sender }) => sender,
      text: ({ text }) => text,
      at: ({ at }) => at,
      recipientKeys: ({ recipientKeys }) => recipientKeys.join(' '),
      exact: ({ exact }) => exact,
    }),
  );
}

/** Texts of one campaign and batch that a text is compared with; beyond them each is kept on its own, as without a campaign. */
const MAX_COMPARED = 20;

/**
 * Texts that represent the cleared ones: one of each campaign for all that complaints cannot distinguish. Different texts under one
 * campaign are each kept.
 */
export function sentTexts(decisions: readonly Decided[]): SentText[] {
  const texts: SentText[] = [];
  const byText = new Map<string, SentText>();
  const ofCampaigns = new Map<string, SentText[]>();
  // Most messages of a batch have one text.
  const comparable = new Map<string, string>();
  for (const { candidate, recipient, outcome, at } of decisions) {
    if (outcome.verdict !== 'cleared' || !recipient) continue;
    const { advertiserId, campaignId } = candidate.request;
    const { sender, unsubscribeToken } = outcome;
    const plain = unsubscribeToken === undefined ? outcome.text : withoutToken(outcome.text, unsubscribeToken);
    const text = comparable.get(plain) ?? storable(comparableText(plain));
    comparable.set(plain, text);
    const group = [advertiserId, campaignId ?? '', sender].join('\u001f');
    const whole = [group, text].join('\u001f');
    const alike = campaignId === undefined ? [] : (ofCampaigns.get(group) ?? []);
    const known = byText.get(whole) ?? alike.find((each) => isSimilar(text, each.text));
    if (known) {
      if (known.text === text) known.recipientKeys.splice(known.exact++, 0, recipient.key);
      else known.recipientKeys.push(recipient.key);
      byText.set(whole, known);
      continue;
    }
    const kept = {
      ...{ advertiserId, sender, text, recipientKeys: [recipient.key], exact: 1, at },
      ...(campaignId !== undefined && { campaignId }),
    };
    texts.push(kept);
    byText.set(whole, kept);
    if (campaignId !== undefined && alike.length < MAX_COMPARED) ofCampaigns.set(group, [...alike, kept]);
  }
  return texts;
}

/** The token of a link is a secret, and another in each text. */
const withoutToken = (text: string, token: string): string => text.replaceAll(token, 'x'.repeat(token.length));

/** PostgreSQL takes no NUL. */
const storable = (text: string): string => text.replaceAll('\0', '');

const idOf = ({ advertiserId, campaignId = '', sender, text }: SentText): string =>
  deterministicId('sent-text', advertiserId, campaignId, sender, text);

const DAY_MS = 86_400_000;

/** Batches are deleted after 30 days, some hours late at most. */
const KEPT_DAYS = 31;

/**
 * Erases persons from the recipients of texts. A text goes, with its other recipients, once nobody is left who received it word for word: it
 * may have been written for the person.
 *
 * Reads all batches, a day at a time, each in a transaction of its own. An erasure is rare, and 4 million recipients take a quarter of a
 * second; a GIN index on the keys would triple the table and take 10 µs of each message.
 * @param now - epoch ms
 */
export async function eraseSentTexts(database: Database, recipientKeys: readonly string[], now: number): Promise<void> {
  for (let days = 0; days <= KEPT_DAYS; days += 1) {
    // The first and the last day have no end: clocks differ, and jobs are late.
    const from = days === KEPT_DAYS ? 0 : now - days * DAY_MS;
    const until = days === 0 ? now + 365 * DAY_MS : now - (days - 1) * DAY_MS;
    await database.run(async (tx) => {
      tx.send(SENT_TEXTS_SQL.eraseKeys, [recipientKeys, from, until]);
      await tx.query(SENT_TEXTS_SQL.eraseTexts, [from, until]);
    });
  }
}
