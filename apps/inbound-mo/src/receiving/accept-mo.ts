import type { CountryCode } from 'libphonenumber-js/max';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, RecipientKeys, type Result, ok, refused } from '@stopsms/kernel';
import { Publisher } from '@stopsms/messaging';
import type { Way } from '@stopsms/providers';
import { readReply } from '../reading/read-reply';
import { optsOut } from '../reading/reading';
import { type IncomingMo, moRecord, moReceived } from '../produces/inbound-mo.received.v1';
import { type Breach, ProviderTerms } from '../providers/provider-terms';
import { HOME_COUNTRY, senderNumber } from '../providers/sender-number';
import { textedCode } from '../providers/texted-code';

/** Makes an MO durable; it may be acknowledged once this resolves, and not before. */
@Injectable()
export class AcceptMo {
  constructor(
    private readonly publisher: Publisher,
    private readonly keys: RecipientKeys,
    private readonly terms: ProviderTerms,
    private readonly clock: Clock,
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
  ) {}

  /**
   * Accepts an MO. Beyond its provider's terms only a STOP is accepted: it may be genuine, and then it must block. A part of a
   * long text is accepted too, since only the complete text can be read.
   * @returns id of the MO, the same for each delivery that is shown to be the same MO
   */
  async execute(mo: Omit<IncomingMo, 'breach'>, way: Way | 'inbox'): Promise<Result<string, { code: Breach }>> {
    const to = textedCode(mo.to, this.homeCountry);
    const breach = this.terms.breachOfReply(mo.provider, way, to === '' && mo.origin ? undefined : to);
    if (breach && !mo.part && !this.isStop(mo)) return refused({ code: breach });
    const record = moRecord({ ...mo, to, ...(breach && { breach }) }, this.keys.keyOf(mo.from), this.clock.now());
    await this.publisher.publish(moReceived, [record]);
    return ok(record.value.moId);
  }

  private isStop({ from, text }: IncomingMo): boolean {
    const region = senderNumber(from, this.homeCountry)?.region ?? this.homeCountry;
    return optsOut(readReply(text, region).tier);
  }
}
