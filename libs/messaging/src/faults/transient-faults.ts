import { types } from 'node:util';

// A fault of the environment (broker or database down) must hold the offset until it is over; a fault of the record must not
// hold the partition for ever. This file distinguishes the two.

/**
 * SQLSTATE classes: 08 connection, 53 resources, 57P server shutting down, 40001/40P01 serialisation and deadlock, 57014/55P03 a statement
 * or lock that took too long, and ours: RG002 while recipient keys are changed, RG001 for a process that must restart because they were.
 * A statement that always takes too long holds its partition, and each attempt is logged: a dead letter would be a record that has no fault.
 */
const TRANSIENT_SQLSTATE = /^(08...|53...|57P0.|57014|55P03|40001|40P01|RG00[12])$/;
const TRANSIENT_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** Errors that kafkajs gives up on after a few seconds; a broker that starts for the first time takes longer to load groups. */
const TRANSIENT_NAMES = new Set(['KafkaJSNumberOfRetriesExceeded', 'KafkaJSGroupCoordinatorNotFound']);
/**
 * Errors known by their text only: the first three are node-postgres's, the fourth TypeORM's, for a connection lost between
 * two statements. The last two are of kafkajs: a TypeError, as it loses its cluster metadata with its last connection and
 * continues, and the error of a broker whose connection ended, as that of one that does not respond, before a request was written.
 */
const TRANSIENT_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query runner already released|(?:reading|property) 'topicMetadata'|^Broker not connected$/;

export class TransientFault extends Error {}

export function isTransient(error: unknown, depth = 0): boolean {
  // Not `instanceof`: Node's own errors (ECONNREFUSED) are of another realm when the code runs in a VM context, as in Jest.
  if (!types.isNativeError(error) || depth > 4) return false;
  if (error instanceof TransientFault || error.name === 'UnknownGeneration') return true;
  const { code, retriable, name } = error as { code?: unknown; retriable?: unknown; name: string };
  if (typeof code === 'string' && (TRANSIENT_CODES.has(code) || TRANSIENT_SQLSTATE.test(code))) return true;
  if (name.startsWith('KafkaJS') && (retriable === true || TRANSIENT_NAMES.has(name))) return true;
  if (TRANSIENT_WORDS.test(error.message)) return true;
  const { cause, driverError } = error as { cause?: unknown; driverError?: unknown };
  return isTransient(cause, depth + 1) || isTransient(driverError, depth + 1);
}
