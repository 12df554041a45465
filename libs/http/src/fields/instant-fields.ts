import { MAX_DAY, MAX_INSTANT, MIN_DAY, MIN_INSTANT, isInstant } from '@stopsms/kernel';
import { z } from 'zod';
import { unlessThere } from './fields';

// Every instant and day that a request may give, within the bounds of libs/kernel/src/time/instant.ts.

const OUTSIDE = `must lie between ${MIN_DAY} and ${MAX_DAY}`;
const FORM = 'must be epoch ms or an ISO instant with its offset, e.g. 2026-11-25T10:00:00Z';
const MAX_CHARACTERS = 40;

const isoText = (form: string) => z.iso.datetime({ offset: true, error: form }).max(MAX_CHARACTERS);
/** Message for integers beyond the exact range, which fail before the bounds of the schema are checked. */
const outside = ({ code }: { code: string }) => (code === 'too_big' || code === 'too_small' ? OUTSIDE : undefined);
const lies = (text: string): boolean => isInstant(Date.parse(text));

/**
 * An instant as ISO 8601 with its offset, or as epoch ms; becomes epoch ms.
 * @param what - explanation of a missing field
 */
export const instantField = (what?: string) =>
  z.union(
    [
      z.int({ error: outside, abort: true }).min(MIN_INSTANT, OUTSIDE).max(MAX_INSTANT, OUTSIDE),
      isoText(FORM)
        .refine(lies, { error: OUTSIDE, abort: true })
        .transform((text) => Date.parse(text)),
    ],
    unlessThere(what),
  );

/** An instant in ISO 8601 with its offset, for queries and for forms that have no number; becomes epoch ms. */
export const isoInstantField = () =>
  isoText('must be an ISO instant with its offset, e.g. 2026-11-25T10:00:00Z')
    .refine(lies, { error: OUTSIDE, abort: true })
    .transform((text) => Date.parse(text));

/** Epoch ms in a query. */
export const epochMsField = () =>
  z.coerce.number().int({ error: outside, abort: true }).min(MIN_INSTANT, OUTSIDE).max(MAX_INSTANT, OUTSIDE);

/** A day, UTC; stays as it is written. */
export const dayField = () =>
  z.iso.date({ error: 'must be a day such as 2026-11-25' }).refine((day) => day >= MIN_DAY && day <= MAX_DAY, OUTSIDE);

/** An instant within a cursor, as the row had it: ISO 8601 in UTC. */
export const cursorInstant = () => z.iso.datetime().refine(lies);

/** An instant within a cursor in epoch ms. */
export const cursorEpochMs = () => z.int().min(MIN_INSTANT).max(MAX_INSTANT);
