/** Circumstances of a reply, where they are known. */
export interface ReplyContext {
  /** The last text that went to this number on this code. */
  readonly last?: 'advert' | 'notice';
  /** The same person asked to stop before. */
  readonly askedBefore?: boolean;
}

/** The latest text from one sender to the person. Instants are epoch ms. */
interface LastSend {
  readonly sender: string;
  readonly replyCode: string | null;
  readonly at: number;
  /** The latest advert among its texts. */
  readonly advertAt?: number | null;
}

/** An advert this much older than a notice may still be what is answered. */
const STILL_ANSWERED_MS = 48 * 3_600_000;

/**
 * Kind of the text that a reply answers.
 * @param code - texted by the person
 * @returns undefined when nothing was sent lately, or when both an advert and a notice may be meant
 */
export function lastTextOf(code: string, sends: readonly LastSend[]): ReplyContext['last'] {
  const shown = sends.filter(({ sender, replyCode }) => sender === code || replyCode === code);
  const meant = shown.length > 0 ? shown : sends;
  if (meant.length === 0) return undefined;
  const latest = Math.max(...meant.map(({ at }) => at));
  const advertAt = Math.max(...meant.map((send) => send.advertAt ?? 0));
  if (advertAt === latest) return 'advert';
  return latest - advertAt > STILL_ANSWERED_MS ? 'notice' : undefined;
}
