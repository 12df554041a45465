import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { LOG, type Log } from '@stopsms/service-kit';
import {
  FINAL_RECEIPT,
  STATUS,
  SmppSession,
  type SubmitSm,
  relativeTime,
  shortMessages,
  statusName,
} from '@stopsms/smpp';
import type { Lane } from '../lanes';
import { LaneSlots } from './lane-slots';
import { type Mt, OperatorLink, type SubmitResult, type Veto } from './operator-link';

export interface SmppSettings {
  provider: string;
  host: string;
  port: number;
  systemId: string;
  password: string;
  /** Submits unanswered at a time; OVHcloud allows 10. */
  window: number;
}
export const SMPP_SETTINGS = Symbol('smpp settings');

/** Not failures: the operator asks to come back later (SMPP 3.4 5.1.3). First pause, then doubled up to the longest. */
const BACK_OFF_MS = new Map<number, number>([
  [STATUS.ESME_RTHROTTLED, 1_000],
  [STATUS.ESME_RMSGQFUL, 5_000],
]);
const LONGEST_BACK_OFF_MS = 30_000;
const MIN_VALIDITY_MS = 60_000;
const SHUTTING_DOWN: Veto = { status: 'not-ours', code: 'SHUTTING_DOWN', detail: 'This dispatcher is ending.' };

/** One transmitter bind. */
@Injectable()
export class SmppOperator extends OperatorLink implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly provider: string;
  readonly window: number;
  private readonly session: SmppSession;
  private readonly slots: LaneSlots;
  private readonly closing = new AbortController();

  constructor(
    @Inject(SMPP_SETTINGS) settings: SmppSettings,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
    this.provider = settings.provider;
    this.window = settings.window;
    this.slots = new LaneSlots(settings.window);
    this.session = new SmppSession({ ...settings, bind: 'transmitter' });
    this.session.on('state', (state, end) => this.log.info({ provider: this.provider, state, end }, 'Operator link'));
    this.session.on('fault', (error) => this.log.warn({ err: error, provider: this.provider }, 'Operator link fault'));
  }

  onApplicationBootstrap(): void {
    this.session.open();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing.abort();
    await this.session.close();
  }

  problem(): string | undefined {
    return this.session.isBound ? undefined : `not bound to operator ${this.provider} (${this.session.state})`;
  }

  async submit(mt: Mt, lane: Lane): Promise<SubmitResult> {
    const smscIds: string[] = [];
    for (const part of shortMessages(mt)) {
      const result = await this.slots.use(lane, () => this.submitPart(mt, part));
      if (result.outcome !== 'submitted') return { ...result, smscIds };
      smscIds.push(...result.smscIds);
    }
    return { outcome: 'submitted', smscIds };
  }

  /** Holds the slot while it waits: what the operator throttles, it throttles for all. */
  private async submitPart(mt: Mt, part: ReturnType<typeof shortMessages>[number]): Promise<SubmitResult> {
    for (let backOffs = 0; ;) {
      const veto = mt.veto?.();
      if (veto) return { outcome: 'vetoed', veto, smscIds: [] };
      const result = await this.session.submit({ ...part, ...this.terms(mt) });
      if (result.outcome === 'accepted') return { outcome: 'submitted', smscIds: [result.id] };
      if (result.outcome === 'unknown') {
        return { outcome: 'unknown', detail: `no answer from ${this.provider}: ${result.reason}`, smscIds: [] };
      }
      if (result.outcome === 'rejected') {
        const first = BACK_OFF_MS.get(result.status);
        if (first === undefined) return rejection(result.status, this.provider);
        await this.pause(Math.min(first * 2 ** backOffs++, LONGEST_BACK_OFF_MS));
      }
      // Not written: safe to try again, as long as this process lives.
      if (this.closing.signal.aborted) return { outcome: 'vetoed', veto: SHUTTING_DOWN, smscIds: [] };
    }
  }

  private terms(mt: Mt): Pick<SubmitSm, 'registered_delivery' | 'validity_period'> {
    const leftMs = mt.deliverBefore === undefined ? undefined : mt.deliverBefore - this.clock.now();
    return {
      registered_delivery: FINAL_RECEIPT,
      ...(leftMs === undefined ? {} : { validity_period: relativeTime(Math.max(leftMs, MIN_VALIDITY_MS)) }),
    };
  }

  private async pause(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.closing.signal }).catch(() => undefined);
  }
}

function rejection(status: number, provider: string): SubmitResult {
  const code = statusName(status);
  return { outcome: 'rejected', code: 'OPERATOR_REJECTED', detail: `${provider} answered ${code}`, smscIds: [] };
}
