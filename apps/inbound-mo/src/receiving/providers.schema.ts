import { answer } from '@stopsms/http';
import { z } from 'zod';

export class MoAnswer extends answer(z.strictObject({ moId: z.string() }), {
  moId: '019aaa10-0000-7000-8000-00000000000d',
}) {}

export class ReceiptsAnswer extends answer(z.strictObject({ accepted: z.int() }), { accepted: 1 }) {}
