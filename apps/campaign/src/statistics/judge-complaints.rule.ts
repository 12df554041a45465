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
  /** Time since a person last resumed its adverts. */
  complaints: number;
  /** Adverts. */
  delivered: number;
}

/**
 * Reason for stopping all its adverts; undefined if there is none. No minimum of delivered messages applies: an operator without receipts,
 * or an advertiser that sends little, would never be stopped.
 */
export function judgeComplaints({ complaints, delivered }: ComplaintRate, limits: ComplaintLimits): string | undefined {
  if (complaints < limits.complaints || complaints <= limits.rate * delivered) return undefined;
  return `${complaints} complaints within 7 days about ${delivered} adverts delivered, more than ${percent(limits.rate)}.`;
}

/** `0.3 %` */
const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
