import type { ReviewItem } from '../src/use-cases/list-reviews';
import type { Proof } from '../src/use-cases/find-proof';
import type { Stack } from './stack';

export type Page = { items: ReviewItem[]; nextCursor?: string };
export interface Answer<T> {
  status: number;
  body: T & { code?: string; detail?: string };
}

export const APPROVAL = { verdict: 'approve', by: 'Anne Martin', reason: 'They meet a client of theirs.' };
export const REFUSAL = { verdict: 'refuse', by: 'Anne Martin', reason: 'It sells a meeting.' };

/** The queue as a reviewer's screen sees it. */
export class ReviewClient {
  constructor(private readonly stack: () => Stack) {}

  list(query = ''): Promise<Answer<Page>> {
    return this.ask(`/v1/reviews?${query}`);
  }

  get(id: string): Promise<Answer<ReviewItem>> {
    return this.ask(`/v1/reviews/${id}`);
  }

  decide(id: string, body: object): Promise<Answer<ReviewItem>> {
    return this.ask(`/v1/reviews/${id}/decision`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
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

  private async ask<T>(path: string, init?: RequestInit): Promise<Answer<T>> {
    const response = await fetch(`${this.stack().url}${path}`, init);
    return { status: response.status, body: (await response.json()) as Answer<T>['body'] };
  }
}
