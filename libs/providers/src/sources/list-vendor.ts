import type { VendorRequest } from '../contract/adapter';
import type { z } from 'zod';

/** A number on another system's list of opt-outs. */
export interface ListedNumber {
  /** As the list has it. */
  number: string;
  /** Epoch ms of the opt-out; absent where the list gives no date. */
  at?: number;
}

export interface ListPage {
  listed: ListedNumber[];
  /** Position of the next page; absent on the last. */
  next?: number;
}

/** Vendor whose list of opt-outs can be read over HTTP. Pure: it makes requests and reads answers. */
export interface ListVendor<A = unknown> {
  account: z.ZodType<A>;
  /** Fields of the account that are secrets and come from the environment. */
  secrets: readonly string[];
  /** Absent where every customer has another. */
  baseUrl?: string;
  /** @param position - 0, or `next` of the page before */
  request(account: A, baseUrl: string, position: number, now: number): VendorRequest;
  /** @throws Error for an answer of another shape than documented */
  read(json: unknown, position: number): ListPage;
}

/** Type of a vendor whose account only its own functions know. */
export type AnyListVendor = ListVendor<object>;
