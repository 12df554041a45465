import { Session } from 'node:inspector/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceName } from '@stopsms/contracts';

export const PROFILE_KINDS = ['cpu', 'heap'] as const;
export type ProfileKind = (typeof PROFILE_KINDS)[number];

export const MAX_PROFILE_SECONDS = 60;

/** Average bytes between sampled allocations: V8's own default. */
const HEAP_INTERVAL = 32_768;

export interface Profile {
  fileName: string;
  /** JSON as Chrome's developer tools read it. */
  content: string;
}

/**
 * Profiles of this process by V8's sampling profilers, one at a time. They contain names and positions of functions, no value: a
 * heap snapshot, which holds every string and thus numbers and texts, is not offered.
 */
export class Profiler {
  private isBusy = false;

  constructor(private readonly service: ServiceName) {}

  /**
   * Returns undefined if another profile is being taken.
   * @param ended - ends the profile early; its result is then lost
   * @throws AbortError if it was ended
   */
  async take(kind: ProfileKind, seconds: number, ended: AbortSignal): Promise<Profile | undefined> {
    if (this.isBusy) return undefined;
    this.isBusy = true;
    const session = new Session();
    try {
      session.connect();
      const lasts = () => delay(seconds * 1_000, undefined, { signal: ended });
      const profile = await (kind === 'cpu' ? sampleCpu(session, lasts) : sampleHeap(session, lasts));
      const at = new Date().toISOString().replace(/[:.]/g, '-');
      return { fileName: `${this.service}-${at}.${kind}profile`, content: JSON.stringify(profile) };
    } finally {
      // Ends a profile that was broken off.
      session.disconnect();
      this.isBusy = false;
    }
  }
}

async function sampleCpu(session: Session, lasts: () => Promise<void>): Promise<object> {
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  await lasts();
  return (await session.post('Profiler.stop')).profile;
}

async function sampleHeap(session: Session, lasts: () => Promise<void>): Promise<object> {
  await session.post('HeapProfiler.startSampling', { samplingInterval: HEAP_INTERVAL });
  await lasts();
  return (await session.post('HeapProfiler.stopSampling')).profile;
}
