/** A record as any consumer in any language gets it. */
interface PlainRecord {
  key: Buffer | null;
  value: Buffer | null;
  headers?: Record<string, unknown>;
}

interface Frame {
  shared: object;
  messages: object[];
  traces?: Record<string, string>;
}

interface PlainMessage {
  key: string;
  /** Parsed JSON; null for a tombstone. */
  value: unknown;
  /** Trace of a message in a frame, if it is recorded. */
  traceparent?: string;
}

/**
 * The messages of a record, read as docs/publishing.md describes: its own one, or those of a frame. Uses none of our code, because it
 * checks our code. @throws SyntaxError if it is not JSON
 */
export function plainMessages({ key, value, headers }: PlainRecord): PlainMessage[] {
  const read = JSON.parse(value?.toString() ?? 'null') as unknown;
  if (headers?.['frame'] === undefined) return [{ key: key?.toString() ?? '', value: read }];
  const { shared, messages, traces } = read as Frame;
  return messages.map((own, index) => {
    const message = { ...shared, ...own } as { verdict?: string; messageId?: string; recipientKey?: string };
    // What would be the record's key if it had a record of its own.
    const named = (message.verdict ? message.messageId : (message.recipientKey ?? message.messageId)) ?? '';
    const traceparent = traces?.[index];
    return { key: named, value: message, ...(traceparent !== undefined && { traceparent }) };
  });
}
