import { type CanActivate, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';
import { Problem } from '../problem';

/** Query parameters that look as if they took a phone number, in lower case. */
const NAMES = new Set(['phone', 'phones', 'msisdn', 'msisdns', 'number', 'mobile', 'recipient', 'recipients']);

const NUMBERS_IN_ADDRESS = 'stopsms:numbers in address';

/** Permits phone numbers in the URL of a route that others call in their own form. */
export const NumbersInAddress = () => SetMetadata(NUMBERS_IN_ADDRESS, true);

/**
 * Refuses a phone number in the URL of any route, since proxies and browsers log URLs. Also refuses it where the parameter is
 * unknown: a response about everybody may look like one about this person.
 */
export class NoNumberInAddress implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    if (Reflect.hasMetadata(NUMBERS_IN_ADDRESS, context.getClass())) return true;
    const { query } = context.switchToHttp().getRequest<Request>();
    const name = Object.keys(query).find((each) => NAMES.has(each.toLowerCase()));
    if (name === undefined) return true;
    throw Problem.ofField('invalid-request', 'query', name, DETAIL);
  }
}

const DETAIL =
  'An address is logged on its way, so no phone number may be in it. Send the number in the body of a POST; /docs lists the route that takes it.';
