import { kinds } from './problem-kind';

/** Problems of systems that submit to the gateway. */
export const gateway = kinds({
  'door-unauthenticated': {
    status: 401,
    title: 'System not authenticated',
    detail:
      'The account, its credentials or the address of the caller is wrong. Nothing was accepted. Check the entry of the account in GATEWAY_ACCOUNTS_FILE.',
  },
  'reference-taken': {
    status: 409,
    title: 'Reference of another message',
    detail:
      'An earlier message of the account has this reference, with another recipient or text. Nothing was accepted. Give each message a reference of its own.',
  },
});
