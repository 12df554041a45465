import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { AddressLock } from './address-lock';

/** Wrong credentials over HTTP, after which an address is refused for a while. */
const MAX_FAILURES = 20;

/** Lock of the doors over HTTP. */
@Injectable()
export class FailedCallers extends AddressLock {
  constructor(clock: Clock) {
    super(clock, MAX_FAILURES);
  }
}
