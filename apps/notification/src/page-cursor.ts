import { cursorEpochMs, pageCursor } from '@stopsms/http';
import { z } from 'zod';

/** The last row of the page before: its instant and id. */
export const CURSOR = pageCursor({ at: cursorEpochMs(), id: z.uuid() });
