import type { CountryCode } from 'libphonenumber-js/max';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, RecipientKeys, type Result, ok, refused } from '@stopsms/kernel';
import { Publisher } from '@stopsms/messaging';
import type { Way } from '@stopsms/providers';
import { mayAskToStop, optsOut, type Reading, readReply } from '@stopsms/reply-reader';
import { type IncomingMo, moRecord, moReceived } from '../produces/inbound-mo.received.v1';
import { type Breach, ProviderTerms } from '../providers/provider-terms';
import { HOME_COUNTRY, senderNumber } from '../providers/sender-number';
import { textedCode } from '../providers/texted-code';

type Accepted = Result<string, { code: Breach }>;

/** Makes MOs durable; one may be acknowledged once this resolves, and not before. */
@Injectable()
export class AcceptMo {
  /** A text must not wait behind the receipts that the relay publishes. */
  private readonly publisher: Publisher;

  constructor(
    publisher: Publisher,
    private readonly keys: RecipientKeys,
    private readonly terms: ProviderTerms,
    private readonly clock: Clock,
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
  ) {
    this.publisher = publisher.apart();
  }

  /**
   * Accepts MOs. Beyond its provider's terms only a STOP is accepted: it may be genuine, and then it must block. A part of a
   * long text is accepted too, since only the complete text can be read.
   * @returns for each the id of the MO, the same for each delivery that is shown to be the same MO
   */
  async executeAll(mos: readonly Omit<IncomingMo, 'breach'>[], way: Way | 'inbox'): Promise<Accepted[]> {
    const results = mos.map((mo) => this.record(mo, way));
    const records = results.flatMap((result) => (result.ok ? [result.value] : []));
    if (records.length > 0) await this.publisher.publish(moReceived, records);
    return results.map((result) => (result.ok ? ok(result.value.value.moId) : result));
  }

  async execute(mo: Omit<IncomingMo, 'breach'>, way: Way | 'inbox'): Promise<Accepted> {
    const [accepted] = await this.executeAll([mo], way);
    if (!accepted) throw new Error('no result for an MO');
    return accepted;
  }

  private record(mo: Omit<IncomingMo, 'breach'>, way: Way | 'inbox') {
    const to = textedCode(mo.to, this.homeCountry);
    const breach = this.terms.breachOfReply(mo.provider, way, to === '' && mo.origin ? undefined : to);
    if (breach && !mo.part && !this.isStop(mo)) return refused({ code: breach });
    // Only the operator writes to a bind and to its own list; a call over HTTP can be sent again by whoever sees it.
    const mayBeCopy = way === 'webhook' && mo.datedAt === undefined && mo.signedAt === undefined;
    return ok(
      moRecord({ ...mo, to, mayBeCopy, ...(breach && { breach }) }, this.keys.keyOf(mo.from), this.clock.now()),
    );
  }

  /** Returns whether a text opts out, or may, by itself. */
  mayAskToStop(mo: Pick<IncomingMo, 'from' | 'text'>): boolean {
    return mayAskToStop(this.read(mo));
  }

  private isStop(mo: IncomingMo): boolean {
    return optsOut(this.read(mo).tier);
  }

  private read({ from, text }: Pick<IncomingMo, 'from' | 'text'>): Reading {
    return readReply(text, senderNumber(from, this.homeCountry)?.region ?? this.homeCountry);
  }
}
