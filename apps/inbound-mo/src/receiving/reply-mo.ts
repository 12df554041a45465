import type { CountryCode } from 'libphonenumber-js/max';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, type Result, isInstant, isUuid, ok, refused } from '@stopsms/kernel';
import type { HttpProvider, ProviderReply } from '@stopsms/providers';
import { fromAddress } from '@stopsms/smpp';
import { type IncomingMo, MAX_TEXT } from '../produces/inbound-mo.received.v1';
import { HOME_COUNTRY, senderNumber, withoutScheme } from '../providers/sender-number';

/** Printable, because PostgreSQL and logs take nothing else. */
const OPERATOR_ID = /^[\x21-\x7e]{1,128}$/;
/** Longest number or code of a reply that is stored. */
const MAX_ADDRESS = 64;
/** Digits of the shortest telephone numbers: a sender with fewer is a name or a short code. */
const MIN_DIGITS = 7;

/** Reasons for which a reply is not stored: it is of a name or a code, or it cannot be read. */
export type NotReply = { code: 'no-number' | 'malformed' };

/** Makes MOs of replies of a vendor, the same whether a callback or a list has them. */
@Injectable()
export class ReplyMo {
  constructor(
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
    private readonly clock: Clock,
  ) {}

  /** Refuses a reply from a name or a code, whom nobody can text; and one that is longer than any SMS, or whose number cannot be read. */
  of(provider: HttpProvider, reply: ProviderReply): Result<Omit<IncomingMo, 'breach'>, NotReply> {
    const address = withoutScheme(reply.from);
    // Vendors write numbers with and without a plus.
    const sender = senderNumber(fromAddress({ ton: 0, address }), this.homeCountry);
    if (!sender) return refused<NotReply>({ code: digitsIn(address) < MIN_DIGITS ? 'no-number' : 'malformed' });
    if (reply.text.length > MAX_TEXT || address.length > MAX_ADDRESS) return refused<NotReply>({ code: 'malformed' });
    const { id, part, originId, originReference, answered } = reply;
    const at = reply.at !== undefined && isInstant(reply.at) ? reply.at : undefined;
    const origin = {
      ...(originReference !== undefined && isUuid(originReference) && { messageId: originReference }),
      ...(originId !== undefined && OPERATOR_ID.test(originId) && { smscId: originId }),
    };
    const now = this.clock.now();
    return ok({
      ...{ provider: provider.name, from: sender.e164, to: reply.to?.slice(0, MAX_ADDRESS) ?? onlyCodeOf(provider) },
      // An operator's clock that runs ahead must not make a STOP later than a consent that follows it.
      ...{ text: reply.text, receivedAt: at === undefined ? now : Math.min(now, at) },
      ...(id !== undefined && OPERATOR_ID.test(id) && { dedupeId: id }),
      ...(at !== undefined && { datedAt: at }),
      ...(part && { part }),
      ...(Object.keys(origin).length > 0 && { origin }),
      ...(answered && provider.confirmation === 'provider' && { answered }),
    });
  }
}

const digitsIn = (address: string): number => address.replace(/\D/g, '').length;

/** Code of a reply whose provider does not say which; empty if it has several. */
const onlyCodeOf = ({ codes = [] }: HttpProvider): string => (codes.length === 1 ? (codes[0] ?? '') : '');
