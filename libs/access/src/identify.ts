import type { AdvertiserDirectory, AdvertiserKey } from '@stopsms/advertisers';
import { Problem } from '@stopsms/http';
import { type Clock, liesIn } from '@stopsms/kernel';
import type { Request, Response } from 'express';
import { hashOfKey } from './api-key';
import type { Caller } from './caller';
import type { KeyUses } from './key-uses';
import { type OperatorKey, isFormed } from './operator-keys';
import { type TokenRefusal, type VerifyToken, endOfToken, looksLikeToken } from './tokens/verify-token';
import { UnknownKeys } from './unknown-keys';

interface CallerRegistry {
  /** Operators' keys by hash; in development without any, callers without a key may do everything. */
  operators: ReadonlyMap<string, OperatorKey>;
  keyNeeded: boolean;
  /** True in production mode: keys of operators must have the form of generated keys. */
  formNeeded: boolean;
  directory: AdvertiserDirectory;
  /** Absent without an identity provider. */
  people: Pick<VerifyToken, 'execute'> | undefined;
  uses: KeyUses;
  clock: Clock;
}

/** A caller, and a repeated check: `again` returns undefined once the key or token has ended. */
interface Identified {
  caller: Caller;
  again: () => Caller | undefined;
}

const BEARER = /^Bearer +(\S+)$/i;
const PROVIDER_BACK_IN_S = 5;

/** Identifies callers by their `Authorization`: a key costs one hash and one lookup in a Map, a token one signature. */
export class Identify {
  private readonly unknown = new UnknownKeys();

  constructor(private readonly known: CallerRegistry) {}

  /** @throws Problem 401, 403 from an address that the key excludes, 503 if the identity provider is unavailable */
  async execute({ headers, ip }: Pick<Request, 'headers' | 'ip'>, response: Response): Promise<Identified> {
    const header = headers.authorization;
    if (header === undefined && !this.known.keyNeeded) return always({ kind: 'anyone' });
    const sent = BEARER.exec(header ?? '')?.[1];
    if (sent === undefined) {
      response.setHeader('WWW-Authenticate', CHALLENGE);
      throw new Problem('key-missing', 'Send an API key: "Authorization: Bearer <key>".');
    }
    const found = await this.find(sent, ip, response);
    if (found) return found;
    response.setHeader('WWW-Authenticate', invalid('the key is unknown, revoked or expired'));
    throw new Problem('key-unknown', 'The API key is unknown, revoked or expired. Ask an operator for a new one.');
  }

  private async find(sent: string, from: string | undefined, response: Response): Promise<Identified | undefined> {
    const { operators, formNeeded, directory, people, uses, clock } = this.known;
    const hash = hashOfKey(sent);
    const operator = formNeeded && !isFormed(sent) ? undefined : operators.get(hash);
    if (operator !== undefined) return always({ kind: 'operator', ...operator });
    const held = directory.keyOf(hash);
    if (!held && people && looksLikeToken(sent)) return this.personOf(people, sent, response);
    const found = held ?? (await this.lookAgain(hash, response));
    if (!found || this.isExpired(found)) return undefined;
    if (found.addresses && !liesIn(found.addresses, from)) {
      const detail = `This API key is not accepted from ${from}. Send the request from an allowed address, or create another key.`;
      throw new Problem('address-refused', detail);
    }
    uses.note(found.id, clock.now());
    const again = () => {
      const now = directory.keyOf(hash);
      return now && !this.isExpired(now) && (!now.addresses || liesIn(now.addresses, from)) ? callerOf(now) : undefined;
    };
    return { caller: callerOf(found), again };
  }

  private isExpired({ expiresAt }: AdvertiserKey): boolean {
    return expiresAt !== undefined && expiresAt <= this.known.clock.now();
  }

  private async personOf(people: Pick<VerifyToken, 'execute'>, token: string, response: Response): Promise<Identified> {
    const person = await people.execute(token);
    if (!person.ok) throw problemOf(person.refusal, response);
    const endsAt = endOfToken(token);
    return { caller: person.value, again: () => (Date.now() < endsAt ? person.value : undefined) };
  }

  /** Catches up with the topic, since a new key may not have arrived yet; concurrent requests share one lookup. */
  private async lookAgain(hash: string, response: Response): Promise<AdvertiserKey | undefined> {
    if (this.unknown.has(hash)) return undefined;
    const seconds = this.unknown.refusesToAsk();
    if (seconds !== undefined) {
      response.setHeader('Retry-After', String(seconds));
      throw new Problem('too-many-requests', `Too many requests with unknown API keys. Try again in ${seconds} s.`);
    }
    await this.known.directory.catchUp();
    const found = this.known.directory.keyOf(hash);
    if (!found) this.unknown.add(hash);
    return found;
  }
}

const always = (caller: Caller): Identified => ({ caller, again: () => caller });

const callerOf = ({ advertiserId, id: keyId, name, scopes }: AdvertiserKey): Caller => ({
  kind: 'advertiser',
  advertiserId,
  keyId,
  name,
  scopes,
});

const CHALLENGE = 'Bearer realm="stopsms"';
/** Challenge of RFC 6750 (section 3). @param why - ASCII without quotes */
const invalid = (why: string): string => `${CHALLENGE}, error="invalid_token", error_description="${why}"`;

function problemOf({ code, detail }: TokenRefusal, response: Response): Problem {
  if (code === 'identity-provider-away') response.setHeader('Retry-After', String(PROVIDER_BACK_IN_S));
  else if (code !== 'role-missing') response.setHeader('WWW-Authenticate', invalid(code));
  return new Problem(code, detail);
}
