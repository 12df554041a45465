import { z } from 'zod';

/** What a person writes for another, whole in one field. */
export const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((value) => !value.includes('\0'), 'must be text, without NUL');
