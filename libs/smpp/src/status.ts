/** The `command_status` values this product speaks of, by their SMPP 3.4 names (5.1.3). */
export const STATUS = {
  ESME_ROK: 0x00,
  ESME_RINVMSGLEN: 0x01,
  ESME_RINVCMDID: 0x03,
  ESME_RINVBNDSTS: 0x04,
  ESME_RALYBND: 0x05,
  ESME_RSYSERR: 0x08,
  ESME_RINVSRCADR: 0x0a,
  ESME_RINVDSTADR: 0x0b,
  ESME_RBINDFAIL: 0x0d,
  ESME_RINVPASWD: 0x0e,
  ESME_RINVSYSID: 0x0f,
  ESME_RMSGQFUL: 0x14,
  ESME_RINVESMCLASS: 0x43,
  ESME_RSUBMITFAIL: 0x45,
  ESME_RINVREPFLAG: 0x54,
  ESME_RTHROTTLED: 0x58,
  ESME_RINVSCHED: 0x61,
  ESME_RINVEXPIRY: 0x62,
  ESME_RINVDFTMSGID: 0x63,
  /** Temporary: the peer keeps the message and tries again. */
  ESME_RX_T_APPN: 0x64,
  /** Permanent: the peer gives the message up. */
  ESME_RX_P_APPN: 0x65,
  /** OVHcloud's own: too many binds in a while. */
  OVH_BIND_THROTTLED: 0x400,
  /** OVHcloud's own: a data_coding it does not take. */
  OVH_DATA_CODING: 0x401,
  /** OVHcloud's own: octets that are not GSM-7. */
  OVH_GSM7: 0x402,
} as const;

const NAMES = new Map<number, string>(Object.entries(STATUS).map(([name, status]) => [status, name]));

/** Readable name: `ESME_RTHROTTLED (0x58)`, or only the hexadecimal value if it is not in `STATUS`. */
export function statusName(status: number): string {
  const hex = `0x${status.toString(16).padStart(2, '0')}`;
  const name = NAMES.get(status);
  return name === undefined ? hex : `${name} (${hex})`;
}
