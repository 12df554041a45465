import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Problem, type RateLimit, STREAMS, TAKES, readJsonBody, refuseOtherForms } from '@stopsms/http';
import { isUuid } from '@stopsms/kernel';
import type { Response } from 'express';
import { ACCESS_RULE, type AccessRule, type RequestOwner, type ResourceOwner } from './access-rules';
import { type Caller, type RequestOfCaller, whoOf } from './caller';
import { grantOf } from './grant';
import type { Identify } from './identify';
import type { LiveRequests } from './live-requests';
import type { PermissionName } from './permissions';

interface AccessOptions {
  identify: Identify;
  limit: RateLimit;
  live: LiveRequests;
  get: <T>(token: abstract new (...args: never[]) => T) => T;
}

/**
 * Guard of every route: identifies the caller and checks the permission. Only then is the body read; an open route has none, or a
 * guard of its own that reads it.
 */
export class AccessGuard implements CanActivate {
  constructor(private readonly options: AccessOptions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const rule = ruleOf(context);
    if (rule?.kind === 'open') return true;
    const request = context.switchToHttp().getRequest<RequestOfCaller>();
    const response = context.switchToHttp().getResponse<Response>();
    const { caller, again } = await this.options.identify.execute(request, response);
    request.caller = caller;
    if (caller.kind !== 'anyone') this.slow(caller, response);
    if (!rule) throw new Problem('not-permitted', 'This route declares no permission, so access is denied.');
    const own = grantOf(caller, rule.permission);
    if (own) request.actsFor = own;
    if (caller.kind !== 'anyone')
      this.options.live.begin(request, response, () => isPermitted(again(), rule.permission));
    if (!Reflect.hasMetadata(STREAMS, context.getHandler())) {
      if (!Reflect.hasMetadata(TAKES, context.getHandler())) refuseOtherForms(request);
      await readJsonBody(request, response);
    }
    // A permission that can be limited has an owner: `Permits` does not compile without.
    if (own) await this.refuseOthers(caller, own, rule.owner, request);
    return true;
  }

  private slow(caller: Exclude<Caller, { kind: 'anyone' }>, response: Response): void {
    const seconds = this.options.limit.refuses(whoOf(caller));
    if (seconds === undefined) return;
    response.setHeader('Retry-After', String(seconds));
    throw new Problem(
      'too-many-requests',
      `This API key has sent too many requests. Try again in ${seconds} s. Nothing was changed.`,
    );
  }

  private async refuseOthers(
    caller: Caller,
    own: readonly string[],
    owner: RequestOwner | undefined,
    request: RequestOfCaller,
  ): Promise<void> {
    if (owner === 'anybody' || owner === 'listed') return;
    if (owner === undefined) throw new Problem('not-permitted', 'This route declares no owner, so access is denied.');
    if ('owner' in owner) {
      const resource = this.options.get<ResourceOwner>(owner.owner);
      const id = String(request.params[owner.param]);
      // Resources of other advertisers are reported as not found, so that their existence is not revealed.
      // The guard runs before the route looks at its path.
      const whose = isUuid(id) ? await resource.advertiserOf(id) : undefined;
      if (whose === undefined || !own.includes(whose)) throw Problem.notFound(resource.what, id);
      return;
    }
    const given = (request[owner.in] as Record<string, unknown> | undefined)?.[owner.field];
    if ((typeof given === 'string' && own.includes(given)) || (given === undefined && owner.optional)) return;
    const whom =
      caller.kind === 'advertiser'
        ? `This API key acts only for advertiser ${caller.advertiserId}`
        : 'You act only for the advertisers of your token';
    throw new Problem('not-yours', `${whom}. Send ${own.length > 1 ? 'one of them' : 'that id'} as ${owner.field}.`);
  }
}

function isPermitted(caller: Caller | undefined, permission: PermissionName): boolean {
  if (!caller) return false;
  try {
    grantOf(caller, permission);
    return true;
  } catch {
    return false;
  }
}

/** Returns the rule of the method, else that of its controller. */
const ruleOf = (context: ExecutionContext): AccessRule | undefined =>
  (Reflect.getMetadata(ACCESS_RULE, context.getHandler()) ?? Reflect.getMetadata(ACCESS_RULE, context.getClass())) as
    AccessRule | undefined;
