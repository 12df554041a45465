import { z } from 'zod';
import { PUSH_FAULT_CODES } from './push-fault';

/** @param whose - push whose fault it is */
export const faultFields = (whose: string) => ({
  fault: z.string().exactOptional().describe(whose),
  faultCode: z.enum(PUSH_FAULT_CODES).exactOptional().describe('Code of the fault.'),
  faultDetail: z.string().exactOptional().describe('Status code of the response, or network error.'),
});
