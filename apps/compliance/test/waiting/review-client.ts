import type { ReviewItem } from '../../src/waiting/reviews/list-reviews';
import type { Proof } from '../../src/evidence/proofs/find-proof';
import type { TextVerdict } from '../../src/decision/review-texts/show-texts';
import type { Bed } from '../bed';
import { LORANE } from '../fixtures';
import { eventually } from '@stopsms/testing';

type Page = { items: ReviewItem[]; nextCursor?: string };
interface Answer<T> {
  status: number;
  body: T & { code?: string; detail?: string };
}

export const APPROVAL = { verdict: 'approve', by: 'Anne Martin', reason: 'They meet a client of theirs.' };
export const REFUSAL = { verdict: 'refuse', by: 'Anne Martin', reason: 'It sells a meeting.' };

/** Something new in what one has: what decides is not in the text. Another name, where no name is looked for, is another template. */
export const doubtful = (name: string): string =>
  `Bonjour, merci ${name}, vous pouvez désormais voir votre conseiller en agence.`;

/** Doubtful text; with another name or day it is another text of one template, and `about` distinguishes templates. */
export const templated = (about: string, name: string, day = ''): string =>
  `Bonjour ${name}, vous pouvez désormais voir votre conseiller ${about} ${day && `${day} `}en agence.`;

/** The queue as a reviewer's screen sees it. */
export class ReviewClient {
  private handsets = 0;

  constructor(private readonly bed: () => Bed) {}

  /** Asks to send an informative text to the next of a thousand handsets; returns the id of the message. */
  message(text: string, more: object = {}): Promise<string> {
    this.handsets = (this.handsets + 1) % 1_000;
    return this.bed().ask({ to: `+3363998${8_000 + this.handsets}`, category: 'informative', text, ...more });
  }

  /** Verdicts and codes of a message so far. */
  story(id: string): (string | undefined)[][] {
    return this.bed()
      .verdictsOf(id)
      .map(({ verdict, code }) => [verdict, code]);
  }

  endsAs(id: string, verdict: string, code?: string): Promise<true> {
    return eventually(`${id} ends ${verdict} ${code}`, () => {
      const last = this.bed().verdictsOf(id).at(-1);
      return last?.verdict === verdict && last.code === code;
    });
  }

  waits(id: string): Promise<true> {
    return this.endsAs(id, 'held', 'REVIEW_NEEDED');
  }

  list(query = ''): Promise<Answer<Page>> {
    return this.ask(`/v1/reviews?${query}`);
  }

  get(id: string): Promise<Answer<ReviewItem>> {
    return this.ask(`/v1/reviews/${id}`);
  }

  decide(id: string, body: object): Promise<Answer<ReviewItem>> {
    return this.post(`/v1/reviews/${id}/decision`, body);
  }

  /** Submits texts for review before they are sent, as an advertiser (Lorane by default). */
  show(texts: string[], advertiserId: string = LORANE.id): Promise<Answer<{ items: TextVerdict[] }>> {
    return this.showBody({ advertiserId, texts: texts.map((text) => ({ text })) });
  }

  showBody(body: object): Promise<Answer<{ items: TextVerdict[] }>> {
    return this.post('/v1/reviews', body);
  }

  async proof(messageId: string): Promise<Proof> {
    return (await this.ask<Proof>(`/v1/messages/${messageId}/proof`)).body;
  }

  /** The reviews whose text holds these words. */
  async about(words: string): Promise<ReviewItem[]> {
    const { body } = await this.list('limit=200');
    return body.items.filter(({ text }) => text?.includes(words));
  }

  /** The only review whose text holds these words. */
  async only(words: string): Promise<ReviewItem> {
    const [review, ...others] = await this.about(words);
    if (!review || others.length > 0) throw new Error(`${others.length + (review ? 1 : 0)} reviews about ${words}`);
    return review;
  }

  private post<T>(path: string, body: object): Promise<Answer<T>> {
    const headers = { 'content-type': 'application/json' };
    return this.ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  private async ask<T>(path: string, init?: RequestInit): Promise<Answer<T>> {
    const response = await fetch(`${this.bed().url}${path}`, init);
    return { status: response.status, body: (await response.json()) as Answer<T>['body'] };
  }
}
