export { type SmppAddress, fromAddress, toAddress } from './address';
export { type Delivery, type MoDelivery, type ReceiptDelivery, readDelivery, readShortMessage } from './delivery';
export { type DeliveryHandler, RefusedForGood } from './delivery-desk';
export { PDU, Server, Session, createServer, vendorTlv } from './hardened-smpp';
export type { LinkEnd } from './link';
export { DATA_CODING, decodeOctets, encodeOctets, wellFormed } from './octets';
export {
  RECEIPT_STATES,
  type Receipt,
  type ReceiptParts,
  type ReceiptState,
  messageStateOf,
  readReceipt,
  receiptText,
} from './receipt';
export { RECEIPT_IDS, type ReceiptIdForm, asAnswered } from './receipt-id';
export { type Reply, Requests } from './requests';
export { type SessionState, SmppSession } from './session';
export type { BindType, SessionOptions, TlsOptions } from './session-options';
export { STATUS, statusName } from './status';
export type { ResponseOutcome, SubmitOutcome } from './submit-queue';
export { FINAL_RECEIPT, type ShortMessage, type SubmitSm, shortMessages } from './submit-sm';
export { absoluteTime, inNetworkSteps, parseTime, relativeTime } from './time-format';
export { type Concatenation, UDH_INDICATOR, concatenationHeader, splitHeader } from './user-data-header';
