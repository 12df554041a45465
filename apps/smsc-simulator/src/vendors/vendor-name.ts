export const VENDOR_NAMES = ['smsmode', 'ovh', 'twilio', 'infobip', 'sinch'] as const;
export type VendorName = (typeof VENDOR_NAMES)[number];
