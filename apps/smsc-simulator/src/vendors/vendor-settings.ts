import type { VendorName } from '@stopsms/kernel';

export interface VendorSettings {
  name: VendorName;
  /** 0 takes a free port. */
  port: number;
  /** URL for replies, and for receipts whose message names none. */
  callbackUrl?: string;
  /** Key with which callbacks are signed, of a vendor that signs. */
  signingSecret?: string;
}
