// Scopes of an advertiser's API key. Which permission each opens: libs/access/src/permissions.ts.

/**
 * - `send`: campaigns and messages, and what became of them.
 * - `contacts`: address books and who is in them.
 * - `read`: settings, figures and proofs, and no list of numbers.
 * - `consents`: who agreed to adverts, and who took that back.
 * - `admin`: all of these, and to ask for senders; what a key without scopes may do.
 */
export const KEY_SCOPES = ['send', 'contacts', 'read', 'consents', 'admin'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

export const isKeyScope = (name: string): name is KeyScope => (KEY_SCOPES as readonly string[]).includes(name);
