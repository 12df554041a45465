// Roles of people and of operator keys. Which of them opens what: permissions.ts.

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
