import type { CountryCode } from 'libphonenumber-js/max';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, isInstant, isUuid } from '@stopsms/kernel';
import type { HttpProvider, ProviderReply } from '@stopsms/providers';
import { fromAddress } from '@stopsms/smpp';
import type { IncomingMo } from '../produces/inbound-mo.received.v1';
import { HOME_COUNTRY, senderNumber } from '../providers/sender-number';

/** Printable, because PostgreSQL and logs take nothing else. */
const OPERATOR_ID = /^[\x21-\x7e]{1,128}$/;
/** Longest number or code, and longest text, of a reply that is stored. */
const MAX_ADDRESS = 64;
const MAX_TEXT = 10_000;

/** Makes MOs of replies of a vendor, the same whether a callback or a list has them. */
@Injectable()
export class ReplyMo {
  constructor(
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
    private readonly clock: Clock,
  ) {}

  /** Undefined for a reply from a name or a code. */
  of(provider: HttpProvider, reply: ProviderReply): Omit<IncomingMo, 'breach'> | undefined {
    const address = reply.from.slice(0, MAX_ADDRESS);
    // Vendors write numbers with and without a plus.
    const sender = senderNumber(fromAddress({ ton: 0, address }), this.homeCountry);
    if (!sender) return undefined;
    const { id, part, originId, originReference, answered } = reply;
    const at = reply.at !== undefined && isInstant(reply.at) ? reply.at : undefined;
    const origin = {
      ...(originReference !== undefined && isUuid(originReference) && { messageId: originReference }),
      ...(originId !== undefined && OPERATOR_ID.test(originId) && { smscId: originId }),
    };
    const now = this.clock.now();
    return {
      ...{ provider: provider.name, from: sender.e164, to: reply.to?.slice(0, MAX_ADDRESS) ?? onlyCodeOf(provider) },
      // An operator's clock that runs ahead must not make a STOP later than a consent that follows it.
      ...{ text: reply.text.slice(0, MAX_TEXT), receivedAt: at === undefined ? now : Math.min(now, at) },
      ...(id !== undefined && OPERATOR_ID.test(id) && { dedupeId: id }),
      ...(at !== undefined && { datedAt: at }),
      ...(part && { part }),
      ...(Object.keys(origin).length > 0 && { origin }),
      ...(answered && provider.confirmation === 'provider' && { answered }),
    };
  }
}

/** Code of a reply whose provider does not say which; empty if it has several. */
const onlyCodeOf = ({ codes = [] }: HttpProvider): string => (codes.length === 1 ? (codes[0] ?? '') : '');
