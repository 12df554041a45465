/**
 * Vendors of HTTP APIs that the platform can send through, by the name in `vendor:` of PROVIDERS_FILE: each has an adapter
 * (libs/providers), an account of the local stack, and the simulator plays its API.
 */
export const VENDOR_NAMES = ['smsmode', 'ovh', 'twilio', 'infobip', 'sinch', 'vonage', 'brevo', 'aws'] as const;
export type VendorName = (typeof VENDOR_NAMES)[number];
