import { allowance } from '@stopsms/service';
import { z } from 'zod';
import { type Role, ROLES, isRole } from '../roles';

const ISSUER = 'must be the https address of the provider, as its tokens have it in iss';

/** `<theirs>=<ours>`, separated by commas; a name of theirs may contain blanks and `=`. */
const roleNames = z.string().transform((list, context) => {
  const names = new Map<string, Role[]>();
  for (const entry of list.split(',').map((each) => each.trim())) {
    if (entry === '') continue;
    const [theirs, ours] = [/^(.+)=[^=]*$/.exec(entry)?.[1]?.trim(), entry.split('=').at(-1)?.trim()];
    if (!theirs || !ours || !isRole(ours)) {
      context.addIssue({
        code: 'custom',
        message: `each entry is <their name>=<one of ${ROLES.join(', ')}>; "${entry}" is not`,
      });
    } else names.set(theirs, [...(names.get(theirs) ?? []), ours]);
  }
  return names as ReadonlyMap<string, readonly Role[]>;
});

const claim = z.string().min(1).max(200);

/** Settings of the OpenID Connect provider whose access tokens identify people. */
export const oidcSettings = {
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: ISSUER })
    .refine((issuer) => !/[?#]/.test(issuer), ISSUER)
    .optional()
    .describe('URL of the OpenID Connect provider by which people sign in; without it, nobody can sign in'),
  OIDC_AUDIENCE: claim.default('stopsms').describe('required `aud` of access tokens'),
  OIDC_ROLES_CLAIM: claim.default('roles').describe('claim with the roles, or a path such as realm_access.roles'),
  OIDC_ADVERTISERS_CLAIM: claim
    .default('advertisers')
    .describe('claim with the IDs of the advertisers for which a marketer acts'),
  OIDC_ROLE_NAMES: roleNames
    .optional()
    .describe('names of our roles at the provider: <theirs>=<ours>, separated by commas; other names are then ignored'),
  ALLOW_PLAIN_OIDC: allowance('lets production mode ask a provider without TLS'),
};

export type OidcSettings = z.output<z.ZodObject<typeof oidcSettings>>;
