import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Operator, OperatorText } from './operator';
import { type Person, SHORT_CODE, START } from './people';

const LOOK_EVERY_MS = 200;
const ADVERT = /-\d\d%/;
/** Ours, or that of an operator which answers STOP itself. */
const CONFIRMATION = /c'est noté|C'est noté|unsubscribed/;

export const isAdvert = (text: string): boolean => ADVERT.test(text);

/** The people at their handsets: they read what comes and write what they had made up their mind to. */
export class HandsetPlay {
  private readonly people: Map<string, Person>;
  private readonly writing = new Set<Promise<void>>();
  private readonly answered = new Set<string>();
  private reading: Promise<void> = Promise.resolve();
  private sequence = 0;
  private isOver = false;
  private readonly failed = new AbortController();

  constructor(
    private readonly operator: Operator,
    people: readonly Person[],
  ) {
    // Each pause listens to it; Node treats more than ten listeners as a leak.
    setMaxListeners(0, this.failed.signal);
    this.people = new Map(people.map((person) => [person.e164, person]));
  }

  begin(): void {
    for (const { e164, unasked } of this.people.values()) {
      if (unasked) this.write(e164, unasked.text, unasked.atMs);
    }
    this.reading = this.read();
  }

  /** Gives up; resolves once nobody reads or writes. */
  async abandon(): Promise<void> {
    this.failed.abort();
    await Promise.allSettled([this.reading, ...this.writing]);
  }

  /** Everything that was going to be written is. */
  async end(): Promise<void> {
    this.isOver = true;
    await this.reading;
    while (this.writing.size > 0) await Promise.all(this.writing);
  }

  private async read(): Promise<void> {
    while (!this.isOver && !this.failed.signal.aborted) {
      const texts = await this.operator.textsAfter(this.sequence);
      texts.forEach((text) => this.answer(text));
      this.sequence = texts.at(-1)?.sequence ?? this.sequence;
      await pause(LOOK_EVERY_MS, undefined, this.failed);
    }
  }

  private answer({ to, text }: OperatorText): void {
    const person = this.people.get(to);
    if (!person) return;
    const { toAdvert, again, toConfirmation, changesMind } = person;
    if (isAdvert(text) && toAdvert) {
      this.write(to, toAdvert.text, toAdvert.afterMs);
      if (again) this.write(to, toAdvert.text, toAdvert.afterMs + again.afterMs);
    }
    if (!CONFIRMATION.test(text) || this.answered.has(to)) return;
    this.answered.add(to);
    if (toConfirmation) this.write(to, 'STOP', toConfirmation.afterMs);
    if (!changesMind) return;
    this.write(to, START, changesMind.startAfterMs);
    this.write(to, toAdvert?.text ?? 'STOP', changesMind.startAfterMs + changesMind.stopAfterMs);
  }

  private write(e164: string, text: string, afterMs: number): void {
    const written: Promise<void> = pause(afterMs, undefined, this.failed)
      .then(() => this.operator.reply(e164, SHORT_CODE, text))
      .finally(() => this.writing.delete(written));
    this.writing.add(written);
  }
}
