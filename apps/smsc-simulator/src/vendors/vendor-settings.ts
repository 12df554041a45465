export const VENDOR_NAMES = ['smsmode', 'ovh', 'twilio', 'infobip', 'sinch', 'vonage', 'brevo'] as const;
export type VendorName = (typeof VENDOR_NAMES)[number];

export interface VendorSettings {
  name: VendorName;
  /** 0 takes a free port. */
  port: number;
  /** URL for replies, and for receipts whose message names none. */
  callbackUrl?: string;
  /** Key with which callbacks are signed, of a vendor that signs. */
  signingSecret?: string;
}
