import type { RequestOfCaller } from '@stopsms/access';
import { operationOf } from '@stopsms/http';
import type { Log, Metrics } from '@stopsms/service';
import { randomUUID } from 'node:crypto';
import type { ExecutionContext } from '@nestjs/common';
import { AUDIT_BOUNDS, type AuditEvent, type ServiceName } from '@stopsms/contracts';
import { type Clock, isUuid } from '@stopsms/kernel';
import type { Request } from 'express';
import { Counter } from 'prom-client';
import type { AuditTrail } from './audit-trail';
import { type Knowing, onWhom } from './on-whom';
import { plainWords } from './plain-words';

interface AuditOptions {
  service: ServiceName;
  trail: AuditTrail;
  knowing: Knowing;
  clock: Clock;
  metrics: Metrics;
  log: Log;
}

const ANYONE = { kind: 'anyone' } as const;

/** Part of an audit event that is the same in each stage of a request. */
export type Entry = Omit<AuditEvent, 'stage' | 'at' | 'result'>;

/** Records who does what, from where and on whom. */
export class Audit {
  private readonly recorded: Counter;
  private readonly failed: Counter;

  constructor(private readonly options: AuditOptions) {
    const registers = [options.metrics.registry];
    this.recorded = new Counter({
      name: 'stopsms_audit_events_total',
      help: 'Recorded actions and reads of personal data; an action is recorded when it begins and when it ends',
      labelNames: ['kind'],
      registers,
    });
    this.failed = new Counter({
      name: 'stopsms_audit_failures_total',
      help: 'Audit events that could not be recorded',
      registers,
    });
    for (const kind of ['act', 'look']) this.recorded.inc({ kind }, 0);
  }

  /** Returns the event of a request with a known caller. */
  entryOf(context: ExecutionContext, kind: AuditEvent['kind']): Entry {
    const request = context.switchToHttp().getRequest<RequestOfCaller>();
    const on = onWhom(request, this.options.knowing);
    const caller = request.caller ?? ANYONE;
    const own = caller.kind === 'advertiser' ? { advertiserId: caller.advertiserId } : {};
    const id = randomUUID();
    return {
      id,
      kind,
      service: this.options.service,
      operation: operationOf(context),
      who: whoIs(caller),
      from: whereFrom(request),
      on: { ...own, ...on },
      requestId: requestIdOf(request) ?? id,
    };
  }

  /** @throws if it cannot be recorded */
  async begun(entry: Entry): Promise<void> {
    await this.record({ ...entry, stage: 'begun', at: this.options.clock.now() });
  }

  /** @throws what kept it from being recorded */
  async ended(entry: Entry, result: NonNullable<AuditEvent['result']>): Promise<void> {
    await this.record({ ...entry, stage: 'ended', at: this.options.clock.now(), result });
  }

  private async record(event: AuditEvent): Promise<void> {
    try {
      await this.options.trail.record(event);
      this.recorded.inc({ kind: event.kind });
    } catch (error) {
      this.failed.inc();
      const { operation, stage } = event;
      this.options.log.error({ err: error, operation, stage }, 'An audit event cannot be recorded');
      throw error;
    }
  }
}

/** Works for all kinds of callers. */
function whoIs(caller: { kind: string; name?: string; subject?: string; keyId?: string }): AuditEvent['who'] {
  const { kind, name, subject, keyId } = caller;
  return {
    kind,
    ...(subject !== undefined && { subject: cut(subject) }),
    ...(name !== undefined && { name: cut(name) }),
    ...(keyId !== undefined && { keyId: keyId.slice(0, AUDIT_BOUNDS.id) }),
  };
}

const cut = (text: string): string => text.slice(0, AUDIT_BOUNDS.name).replace(/\p{Surrogate}|\p{Cc}/gu, ' ');

function whereFrom(request: Request): AuditEvent['from'] {
  const agent = request.headers['user-agent'];
  return {
    // Behind a proxy, the address that TRUSTED_PROXIES allows it to state.
    address: (request.ip ?? '').slice(0, AUDIT_BOUNDS.address),
    ...(agent !== undefined && { userAgent: plainWords(agent, AUDIT_BOUNDS.userAgent) }),
  };
}

/** Returns the request id if it cannot be anything else, such as a phone number. */
function requestIdOf({ headers }: Request): string | undefined {
  const given = headers['x-request-id'];
  return typeof given === 'string' && (isUuid(given) || TRACE_ID.test(given)) ? given : undefined;
}

const TRACE_ID = /^[0-9a-f]{32}$/;
