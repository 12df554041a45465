import { questions } from '../../api/questions';
import type { QueryKey } from '@tanstack/react-query';

// A decision is sent a minute after it was made, so that it can be undone: once the services have it, messages leave and people are
// texted. Until then the item waits in the service as before, which is the safe side: adverts stay on hold.

export const UNDO_MS = 60_000;

export interface PendingDecision {
  /** Id of the item. */
  id: string;
  text: string;
  label: string;
  /** First parts of the keys of what it changes. */
  changes: QueryKey;
  /** @param isLast - true while the page is closed: the browser then finishes the request without it */
  send: (isLast: boolean) => Promise<unknown>;
  /** Epoch ms at which it is sent. */
  sentAt: number;
  /** Refusal of the service. */
  error?: unknown;
  timer?: ReturnType<typeof setTimeout>;
}

let pending: readonly PendingDecision[] = [];
const listeners = new Set<() => void>();

function change(next: readonly PendingDecision[]): void {
  pending = next;
  for (const listener of listeners) listener();
}
const without = (id: string) => pending.filter((each) => each.id !== id);

export const pendingDecisions = {
  all: (): readonly PendingDecision[] => pending,

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  add(decision: Omit<PendingDecision, 'sentAt' | 'timer' | 'error'>): void {
    this.undo(decision.id);
    const timer = setTimeout(() => void this.sendNow(decision.id), UNDO_MS);
    change([...pending, { ...decision, sentAt: Date.now() + UNDO_MS, timer }]);
  },

  undo(id: string): void {
    clearTimeout(pending.find((each) => each.id === id)?.timer);
    change(without(id));
  },

  async sendNow(id: string, isLast = false): Promise<void> {
    const decision = pending.find((each) => each.id === id);
    if (decision === undefined) return;
    clearTimeout(decision.timer);
    try {
      await decision.send(isLast);
      await questions.invalidateQueries({ queryKey: decision.changes });
      change(without(id));
    } catch (error) {
      change(pending.map((each) => (each.id === id ? { ...each, error } : each)));
    }
  },

  /** Sends all at once, before a person signs out. */
  async sendAll(isLast = false): Promise<void> {
    await Promise.all(pending.map(({ id }) => this.sendNow(id, isLast)));
  },

  /** Undoes all: the person who decided is no longer signed in. */
  drop(): void {
    for (const { timer } of pending) clearTimeout(timer);
    if (pending.length > 0) change([]);
  },
};

globalThis.addEventListener?.('pagehide', () => void pendingDecisions.sendAll(true));
