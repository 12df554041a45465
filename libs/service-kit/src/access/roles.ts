// What people are here, and what a key of an advertiser may be for. Which of them opens what: permissions.ts.

/**
 * - `admin`: everything.
 * - `operator`: keeps the platform running, and sees no personal data of recipients.
 * - `reviewer`: decides on texts, replies and complaints that wait for a person.
 * - `auditor`: reads everything, changes nothing.
 * - `marketer`: acts for the advertisers that the token names, and for no other.
 */
export const ROLES = ['admin', 'operator', 'reviewer', 'auditor', 'marketer'] as const;
export type Role = (typeof ROLES)[number];

export const isRole = (name: string): name is Role => (ROLES as readonly string[]).includes(name);

/**
 * - `send`: campaigns and messages, and what became of them.
 * - `contacts`: address books and who is in them.
 * - `read`: settings, figures and proofs, and no list of numbers.
 * - `consents`: who agreed to adverts, and who took that back.
 * - `admin`: all of these, and to ask for senders; what a key without scopes may do.
 */
export const SCOPES = ['send', 'contacts', 'read', 'consents', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export const isScope = (name: string): name is Scope => (SCOPES as readonly string[]).includes(name);
