import type { SecretSeal } from '@stopsms/kernel';
import type { OptOutSource } from '@stopsms/providers';

export const PUSH_SETTINGS = Symbol('push settings');

export interface PushSettings {
  /** Systems to which opt-outs are pushed. */
  sources: readonly OptOutSource[];
  /** Seals numbers until they are pushed; present if there are sources. */
  seal: SecretSeal | undefined;
}

/** A number waits no longer than this for a system that does not take it. */
export const PUSH_FOR_MS = 7 * 86_400_000;

/** Owner of a sealed number. */
export const pushContext = (pushId: string): string => `opt-out push ${pushId}`;
