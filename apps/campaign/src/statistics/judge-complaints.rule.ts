// Complaints about one advertiser that stop all its adverts, whatever campaign they belong to or none
// (docs/law/complaints.md#what-it-leads-to).

export interface ComplaintLimits {
  /** Complaints within 7 days with which its adverts stop, if they are also more than `rate` of the delivered. */
  complaints: number;
  /** Part of 1. */
  rate: number;
}

/** Complaints about one advertiser in the last 7 days. */
export interface ComplaintRate {
  /** Since a person last let its adverts go on. */
  complaints: number;
  /** Adverts. */
  delivered: number;
}

/**
 * Reason for which all its adverts must stop; undefined if they may go on. There is no minimum of delivered messages: an operator that sends
 * no receipts, or an advertiser that sends little, would never be stopped.
 */
export function judgeComplaints({ complaints, delivered }: ComplaintRate, limits: ComplaintLimits): string | undefined {
  if (complaints < limits.complaints || complaints <= limits.rate * delivered) return undefined;
  return `${complaints} complaints within 7 days about ${delivered} adverts delivered, more than ${percent(limits.rate)}.`;
}

/** `0.3 %` */
const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
