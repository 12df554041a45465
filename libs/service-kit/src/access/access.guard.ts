import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Clock } from '@stopsms/kernel';
import type { Response } from 'express';
import type { AdvertiserDirectory, AdvertiserKey } from '../advertisers/advertiser-directory';
import { readJsonBody, refuseOtherForms } from '../http/json-body';
import { Problem } from '../http/problem';
import { STREAMS, TAKES } from '../http/takes';
import { ACCESS_RULE, type AccessRule, type OwnerPlace, type ResourceOwner } from './access-rules';
import { hashOfKey } from './api-key';
import type { Caller, RequestOfCaller } from './caller';
import type { KeyUses } from './key-uses';
import type { RateLimit } from './rate-limit';
import { UnknownKeys } from './unknown-keys';

export interface AccessOptions {
  /** Names by hash; with none, in development, whoever has no key may do everything. */
  operators: ReadonlyMap<string, string>;
  keyNeeded: boolean;
  directory: AdvertiserDirectory;
  limit: RateLimit;
  uses: KeyUses;
  clock: Clock;
  get: <T>(token: abstract new (...args: never[]) => T) => T;
}

/** What anything of an advertiser's is named by; the guard runs before the route looks at its path. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const BEARER = /^Bearer +(\S+)$/i;

/**
 * On every route of every service: who asks, and may they? A key costs one hash and one look into a Map. Only then is the body
 * read; an open route has none, or a guard of its own that reads it.
 */
export class AccessGuard implements CanActivate {
  private readonly unknown = new UnknownKeys();

  constructor(private readonly options: AccessOptions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const rule = ruleOf(context);
    if (rule?.kind === 'open') return true;
    const request = context.switchToHttp().getRequest<RequestOfCaller>();
    const response = context.switchToHttp().getResponse<Response>();
    const caller = await this.identify(request.headers.authorization, response);
    request.caller = caller;
    if (caller.kind !== 'anyone') this.slow(caller, response);
    if (caller.kind === 'advertiser' && rule === undefined)
      throw new Problem('operators-only', 'This is for operators; an advertiser’s key does not open it.');
    if (!Reflect.hasMetadata(STREAMS, context.getHandler())) {
      if (!Reflect.hasMetadata(TAKES, context.getHandler())) refuseOtherForms(request);
      await readJsonBody(request, response);
    }
    if (caller.kind === 'advertiser' && rule) await this.refuseOthers(caller.advertiserId, rule.place, request);
    return true;
  }

  private async identify(header: string | undefined, response: Response): Promise<Caller> {
    if (header === undefined && !this.options.keyNeeded) return { kind: 'anyone' };
    const key = BEARER.exec(header ?? '')?.[1];
    const caller = key === undefined ? undefined : await this.callerOf(hashOfKey(key), response);
    if (caller) return caller;
    response.setHeader('WWW-Authenticate', 'Bearer realm="stopsms"');
    if (key === undefined) {
      throw new Problem('key-missing', 'A key is needed. Send "Authorization: Bearer <key>".');
    }
    throw new Problem('key-unknown', 'This key is unknown, revoked or expired. Ask an operator for another one.');
  }

  private async callerOf(hash: string, response: Response): Promise<Caller | undefined> {
    const { operators, directory, uses, clock } = this.options;
    const name = operators.get(hash);
    if (name !== undefined) return { kind: 'operator', name };
    const found = directory.keyOf(hash) ?? (await this.lookAgain(hash, response));
    if (!found || (found.expiresAt !== undefined && found.expiresAt <= clock.now())) return undefined;
    uses.note(found.id, clock.now());
    return { kind: 'advertiser', advertiserId: found.advertiserId, keyId: found.id, name: found.name };
  }

  /** One that was made a moment ago may not have arrived here yet; many who ask share one question. */
  private async lookAgain(hash: string, response: Response): Promise<AdvertiserKey | undefined> {
    if (this.unknown.has(hash)) return undefined;
    const seconds = this.unknown.refusesToAsk();
    if (seconds !== undefined) {
      response.setHeader('Retry-After', String(seconds));
      throw new Problem('too-many-requests', `Too many unknown keys are tried. Try again in ${seconds} s.`);
    }
    await this.options.directory.catchUp();
    const found = this.options.directory.keyOf(hash);
    if (!found) this.unknown.add(hash);
    return found;
  }

  private slow(caller: Exclude<Caller, { kind: 'anyone' }>, response: Response): void {
    const seconds = this.options.limit.refuses(caller.kind === 'operator' ? `operator:${caller.name}` : caller.keyId);
    if (seconds === undefined) return;
    response.setHeader('Retry-After', String(seconds));
    throw new Problem('too-many-requests', `This key asks too often. Try again in ${seconds} s; nothing was done.`);
  }

  private async refuseOthers(own: string, place: OwnerPlace, request: RequestOfCaller): Promise<void> {
    if (place === 'anybody') return;
    if ('owner' in place) {
      const owner = this.options.get<ResourceOwner>(place.owner);
      const id = String(request.params[place.param]);
      // What is another's is not there: its existence is nobody's business.
      const whose = UUID.test(id) ? await owner.advertiserOf(id) : undefined;
      if (whose !== own) throw Problem.notFound(owner.what, id);
      return;
    }
    const given = (request[place.in] as Record<string, unknown> | undefined)?.[place.field];
    if (given === own || (given === undefined && place.optional)) return;
    throw new Problem('not-yours', `This key acts for advertiser ${own} alone: give that as ${place.field}.`);
  }
}

/** The method's own word, else its controller's. */
const ruleOf = (context: ExecutionContext): AccessRule | undefined =>
  (Reflect.getMetadata(ACCESS_RULE, context.getHandler()) ?? Reflect.getMetadata(ACCESS_RULE, context.getClass())) as
    AccessRule | undefined;
