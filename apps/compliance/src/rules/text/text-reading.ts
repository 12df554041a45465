import { createHash } from 'node:crypto';
import type { TextAssessment } from './assess-text';
import { type Signal, templateOf } from '@stopsms/text-reader';
import type { PackRef } from '../message';
import { canonicalJson } from '../digest/canonical-json';
import { sha256 } from '../digest/digest';
import { storableValue } from '../digest/storable-json';

/** A signal without words of the text, since proofs hold it; readings of before have them. */
export type SealedSignal = Omit<Signal, 'evidence'> & Partial<Pick<Signal, 'evidence'>>;

/**
 * Findings in a text under a rule pack. They are stored once, however many messages had that text: a campaign of a
 * million messages has one reading, and each of its proofs names it.
 */
export interface TextReading extends Pick<TextAssessment, 'segments' | 'reasons'> {
  category: Omit<TextAssessment['category'], 'signals'> & { signals: SealedSignal[] };
  mention: Omit<TextAssessment['mention'], 'fix'>;
  /** Digest of all the rest, by which proofs seal it: the same finding has the same id. */
  readingId: string;
  textHash: string;
  pack: PackRef;
  /** `sha256-<base64url>`: texts that have the same differ in numbers, dates and names alone. Absent of an advert. */
  template?: string;
}

export function readingOf(text: string, pack: PackRef, assessment: TextAssessment): TextReading {
  const { category, mention, segments, reasons } = assessment;
  const template = category.declared === 'marketing' ? undefined : templateOf(text);
  const reading = {
    textHash: textHash(text),
    pack,
    category: { ...category, signals: category.signals.map(({ code, weight }) => ({ code, weight })) },
    mention: withoutText(mention),
    segments,
    reasons,
    ...(template !== undefined && { template: textHash(template) }),
  };
  const readingId = sha256(canonicalJson(storableValue(reading))).toString('base64url');
  return { readingId, ...reading };
}

/** The proposal to mend it is the text itself. */
function withoutText({ verdict, code }: TextAssessment['mention']): TextReading['mention'] {
  return { verdict, ...(code !== undefined && { code }) };
}

/** `sha256-<base64url>`: whoever has the text can show that it is this one. */
export const textHash = (text: string): string => `sha256-${digest(text)}`;

export const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
