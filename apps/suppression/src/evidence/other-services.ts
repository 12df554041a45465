import { Inject, Injectable } from '@nestjs/common';
import type { Services } from '@stopsms/clients';
import { answerOf, isListWith, serviceClient } from '@stopsms/http';
import { type Result, ok, refused } from '@stopsms/kernel';
import type {
  PersonConfirmation,
  PersonConsent,
  PersonContact,
  PersonMessage,
  PersonPush,
  PersonReply,
} from './person-record';

export const OTHER_SERVICES = Symbol('where the other services answer');
export type OtherService = 'campaign' | 'compliance' | 'inbound-mo' | 'notification';

export interface ServiceAway {
  code: 'evidence-incomplete';
  detail: string;
}

interface Page<T> {
  items: T[];
  nextCursor?: string;
  /** False for a list that the service has cut. */
  isAll?: boolean;
}
type Call<T> = Parameters<typeof answerOf<T>>[0];
type Listed<T> = Promise<Result<{ items: T[]; isAll: boolean }, ServiceAway>>;

/** Queries the records of a person in other services, with the key or token of the caller. */
@Injectable()
export class OtherServices {
  constructor(@Inject(OTHER_SERVICES) private readonly urls: Record<OtherService, string>) {}

  consents(phone: string, most: number, authorization: string | undefined): Listed<PersonConsent> {
    const client = this.client('compliance', authorization);
    const ask = (body: PageQuestion) => client.POST('/v1/persons/consents', { body });
    const fields = ['id', 'advertiserId', 'grantedAt', 'source', 'wording', 'status', 'chain'] as const;
    return this.all('compliance', ask, phone, most, fields);
  }

  confirmations(phone: string, most: number, authorization: string | undefined): Listed<PersonConfirmation> {
    const client = this.client('notification', authorization);
    const ask = (body: PageQuestion) => client.POST('/v1/confirmations/search', { body });
    return this.all('notification', ask, phone, most, ['kind', 'advertiserIds', 'state', 'at']);
  }

  messages(phone: string, most: number, authorization: string | undefined): Listed<PersonMessage> {
    const client = this.client('campaign', authorization);
    const ask = (body: PageQuestion) => client.POST('/v1/persons/messages', { body });
    return this.all('campaign', ask, phone, most, ['id', 'state', 'createdAt', 'timeline']);
  }

  contacts(phone: string, most: number, authorization: string | undefined): Listed<PersonContact> {
    const client = this.client('campaign', authorization);
    const ask = () => client.POST('/v1/persons/contacts', { body: { phone } });
    return this.all('campaign', ask, phone, most, ['addressBook', 'advertiserId', 'attributes', 'importedAt']);
  }

  /** Other systems to which opt-outs were pushed. */
  pushes(phone: string, most: number, authorization: string | undefined): Listed<PersonPush> {
    const client = this.client('notification', authorization);
    const ask = () => client.POST('/v1/persons/pushes', { body: { phone } });
    return this.all('notification', ask, phone, most, ['source', 'wanted', 'state', 'happenedAt', 'queuedAt']);
  }

  replies(phone: string, most: number, authorization: string | undefined): Listed<PersonReply> {
    const client = this.client('inbound-mo', authorization);
    const ask = (body: PageQuestion) => client.POST('/v1/persons/replies', { body });
    const fields = ['id', 'channel', 'code', 'text', 'tier', 'reason', 'advertiserIds', 'receivedAt'] as const;
    return this.all('inbound-mo', ask, phone, most, fields);
  }

  /** Returns proofs of messages of one advertiser, a hundred at most, bound to the number if one was sealed with them. */
  async proofs(
    advertiserId: string,
    messageIds: string[],
    phone: string,
    authorization: string | undefined,
  ): Promise<Result<object[], ServiceAway>> {
    const body = { advertiserId, messageIds, phone };
    const call = this.client('compliance', authorization).POST('/v1/proofs', { body });
    const answer = await this.answer('compliance', call, ({ items }) => isListWith(items, 'messageId'));
    return answer.ok ? ok(answer.value.items) : answer;
  }

  private client<Service extends OtherService>(service: Service, authorization: string | undefined) {
    return serviceClient<Services[Service]>(this.urls[service], { authorization });
  }

  /**
   * Returns all pages, `most` entries at most.
   * @param fields - the file reads them: an entry without one would hide what it says
   */
  private async all<T extends object>(
    service: OtherService,
    ask: (body: PageQuestion) => Call<Page<T>>,
    phone: string,
    most: number,
    fields: readonly (keyof T)[],
  ): Listed<T> {
    const fits = ({ items, nextCursor = '' }: Page<T>) =>
      isListWith(items, ...fields) && typeof nextCursor === 'string';
    const items: T[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await this.answer(
        service,
        ask({ phone, limit: 500, ...(cursor !== undefined && { cursor }) }),
        fits,
      );
      if (!page.ok) return page;
      items.push(...page.value.items);
      cursor = page.value.nextCursor;
      if (cursor === undefined || items.length >= most) {
        const isAll = cursor === undefined && page.value.isAll !== false && items.length <= most;
        return ok({ items: items.slice(0, most), isAll });
      }
    }
  }

  private async answer<T>(
    service: OtherService,
    call: Call<T>,
    fits: (body: T) => boolean,
  ): Promise<Result<T, ServiceAway>> {
    const answer = await answerOf(call, fits);
    if (answer.ok) return answer;
    const at = `${service} at ${new URL(this.urls[service]).origin}`;
    return refused({
      code: 'evidence-incomplete',
      detail: `${at} ${answer.refusal.what}. The file would be incomplete, so it was not created. Try again.`,
    });
  }
}

interface PageQuestion {
  phone: string;
  limit: number;
  cursor?: string;
}
