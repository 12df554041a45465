import { z } from 'zod';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** `HH:MM-HH:MM` within one day; `24:00` closes at midnight. */
const HOURS = /^(([01]\d|2[0-3]):[0-5]\d)-(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** Nothing is submitted in the last quarter of an hour before closing. */
const MIN_MINUTES = 30;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const hours = z
  .string()
  .max(20)
  .superRefine((value, context) => {
    if (value === 'closed') return;
    const [, opens, , closes] = HOURS.exec(value) ?? [];
    if (opens === undefined || closes === undefined)
      context.addIssue(`must be hours such as 08:00-20:00, or "closed", not "${value.slice(0, 20)}"`);
    else if (minutesOf(closes) <= minutesOf(opens))
      context.addIssue(`must close after it opens, on the same day, not "${value}"`);
    else if (minutesOf(closes) - minutesOf(opens) < MIN_MINUTES)
      context.addIssue(`must be at least ${MIN_MINUTES} minutes: nothing leaves in the last 15 before closing`);
  })
  .exactOptional();

/**
 * The days an advertiser chose, in the recipient's local time; the others have the hours of the recipient's country.
 * Whether they lie within what a country allows is not asked here: compliance cuts them to it, by the rules of the day.
 */
export const sendingHours = z
  .strictObject(
    {
      monday: hours,
      tuesday: hours,
      wednesday: hours,
      thursday: hours,
      friday: hours,
      saturday: hours,
      sunday: hours,
      holiday: hours,
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? `no such day: ${issue.keys.join(', ')}; days are monday to sunday, and holiday`
          : undefined,
    },
  )
  .refine((week) => WEEKDAYS.some((day) => week[day] !== 'closed'), 'must open on at least one day of the week')
  .describe(
    'Hours in which adverts may be sent, by day of the week, e.g. {"saturday": "10:00-18:00"}. On other days the hours of the country apply.',
  );
