import { isSampled } from '@stopsms/kernel';
import type { Outgoing } from '@stopsms/messaging';

/** Traces of values about messages that are recorded, which are few: the others need no entry. */
export class RecordedTraces<V extends { recipientKey: string }> {
  private readonly traces = new WeakMap<V, string>();

  set(value: V, traceparent: string): void {
    if (isSampled(traceparent)) this.traces.set(value, traceparent);
  }

  get(value: V): string | undefined {
    return this.traces.get(value);
  }

  /** Records of values, each with its trace if it has one. */
  records(values: readonly V[]): Outgoing<V>[] {
    return values.map((value) => {
      const traceparent = this.traces.get(value);
      const record: Outgoing<V> = { key: value.recipientKey, value };
      if (traceparent !== undefined) record.traceparent = traceparent;
      return record;
    });
  }
}
