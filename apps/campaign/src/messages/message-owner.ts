import { rowOwner } from '../http-parts/row-owner';
import { MESSAGES_SQL } from './messages.store';

export class MessageOwner extends rowOwner('message', MESSAGES_SQL.owner) {}
