import { z } from 'zod';
import { PUSH_FAULT_CODES } from './push-fault';

/** @param whose - push whose fault it is */
export const faultFields = (whose: string) => ({
  fault: z.string().exactOptional().describe(whose),
  faultCode: z.enum(PUSH_FAULT_CODES).exactOptional().describe('the fault as a code'),
  faultDetail: z.string().exactOptional().describe('status of the answer, or fault of the network'),
});
