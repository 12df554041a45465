import { Inject, Injectable } from '@nestjs/common';
import { askService } from '@stopsms/http';
import { type Result, ok, refused } from '@stopsms/kernel';
import { z } from 'zod';
import type { PersonConfirmation, PersonConsent, PersonContact, PersonMessage, PersonReply } from './person-record';

export const OTHER_SERVICES = Symbol('where the other services answer');
export type OtherService = 'campaign' | 'compliance' | 'inbound-mo' | 'notification';

export interface ServiceAway {
  code: 'evidence-incomplete';
  detail: string;
}

/** Page of a service; fields that are not checked go into the evidence as they are. */
const pageOf = <S extends z.ZodType>(item: S) => z.object({ items: z.array(item), nextCursor: z.string().optional() });
const at = z.iso.datetime();
const consents = pageOf(
  z.looseObject({
    id: z.string(),
    advertiserId: z.string(),
    grantedAt: at,
    source: z.string(),
    wording: z.string(),
    status: z.string(),
    chain: z.array(z.looseObject({ status: z.string(), at })),
  }),
);
const messages = pageOf(
  z.looseObject({
    id: z.string(),
    advertiserId: z.string().optional(),
    category: z.string().optional(),
    state: z.string(),
    code: z.string().optional(),
    createdAt: at,
    timeline: z.array(z.looseObject({ at, event: z.string(), code: z.string().optional() })),
  }),
);
const replies = pageOf(
  z.looseObject({
    id: z.string(),
    channel: z.string(),
    code: z.string(),
    text: z.string().nullable(),
    tier: z.string(),
    reason: z.string(),
    advertiserIds: z.array(z.string()),
    receivedAt: at,
  }),
);
const contacts = pageOf(
  z.looseObject({
    addressBook: z.string(),
    advertiserId: z.string(),
    attributes: z.record(z.string(), z.string()),
    importedAt: at,
  }),
);
const confirmations = pageOf(
  z.looseObject({
    kind: z.string(),
    advertiserIds: z.array(z.string()),
    text: z.string().optional(),
    state: z.string(),
    at,
  }),
);
const proofs = z.object({ items: z.array(z.looseObject({ messageId: z.string() })) });

interface List<T> {
  items: T[];
  isAll: boolean;
}
type Listed<T> = Promise<Result<List<T>, ServiceAway>>;

/** Queries the records of a person in other services, with the key or token of the caller. */
@Injectable()
export class OtherServices {
  constructor(@Inject(OTHER_SERVICES) private readonly urls: Record<OtherService, string>) {}

  consents(phone: string, most: number, authorization: string | undefined): Listed<PersonConsent> {
    const question = (cursor?: string) => ({
      path: '/v1/persons/consents',
      body: { phone, limit: 500, ...cursorIn(cursor) },
    });
    return this.all('compliance', question, consents, most, authorization);
  }

  confirmations(phone: string, most: number, authorization: string | undefined): Listed<PersonConfirmation> {
    const question = (cursor?: string) => ({
      path: '/v1/confirmations/search',
      body: { phone, limit: 500, ...cursorIn(cursor) },
    });
    return this.all('notification', question, confirmations, most, authorization);
  }

  messages(phone: string, most: number, authorization: string | undefined): Listed<PersonMessage> {
    const question = (cursor?: string) => ({
      path: '/v1/persons/messages',
      body: { phone, limit: 500, ...cursorIn(cursor) },
    });
    return this.all('campaign', question, messages, most, authorization);
  }

  contacts(phone: string, most: number, authorization: string | undefined): Listed<PersonContact> {
    return this.all(
      'campaign',
      () => ({ path: '/v1/persons/contacts', body: { phone } }),
      contacts,
      most,
      authorization,
    );
  }

  replies(phone: string, most: number, authorization: string | undefined): Listed<PersonReply> {
    const question = (cursor?: string) => ({
      path: '/v1/persons/replies',
      body: { phone, limit: 500, ...cursorIn(cursor) },
    });
    return this.all('inbound-mo', question, replies, most, authorization);
  }

  /** Returns proofs of messages of one advertiser, a hundred at most, bound to the number if one was sealed with them. */
  async proofs(
    advertiserId: string,
    messageIds: string[],
    phone: string,
    authorization: string | undefined,
  ): Promise<Result<object[], ServiceAway>> {
    const body = { advertiserId, messageIds, phone };
    const page = await this.ask('compliance', { path: '/v1/proofs', body }, proofs, authorization);
    return page.ok ? ok(page.value.items) : page;
  }

  /** Returns all pages, `most` entries at most. */
  private async all<T>(
    service: OtherService,
    question: (cursor?: string) => { path: string; body?: object },
    schema: z.ZodType<{ items: T[]; nextCursor?: string | undefined }>,
    most: number,
    authorization: string | undefined,
  ): Listed<T> {
    const items: T[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await this.ask(service, question(cursor), schema, authorization);
      if (!page.ok) return page;
      items.push(...page.value.items);
      cursor = page.value.nextCursor;
      more = cursor !== undefined && items.length < most;
      if (!more) return ok({ items: items.slice(0, most), isAll: cursor === undefined && items.length <= most });
    }
    return ok({ items, isAll: true });
  }

  private async ask<T>(
    service: OtherService,
    { path, body }: { path: string; body?: object },
    schema: z.ZodType<T>,
    authorization: string | undefined,
  ): Promise<Result<T, ServiceAway>> {
    const url = this.urls[service];
    const method = body ? ('POST' as const) : ('GET' as const);
    const answer = await askService({ url, method, path, ...(body && { body }), authorization });
    const read = answer.ok ? schema.safeParse(answer.value) : undefined;
    if (read?.success) return ok(read.data);
    const what = answer.ok ? 'gave an answer of another form: it may be of another release' : answer.refusal.what;
    return refused({
      code: 'evidence-incomplete',
      detail: `${service} at ${new URL(url).origin} ${what}. The file would be incomplete, so it was not created. Try again.`,
    });
  }
}

const cursorIn = (cursor: string | undefined) => ({ ...(cursor !== undefined && { cursor }) });
