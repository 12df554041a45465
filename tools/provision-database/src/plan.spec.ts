import { planFrom } from './plan';

const owner = { OWNER_DATABASE_URL: 'postgres://postgres:top@db:5432/postgres' };

describe('the plan of the database', () => {
  it('gives each service the role, password and database of its own URL', () => {
    const env = {
      ...owner,
      CAMPAIGN_DATABASE_URL: 'postgres://campaign:c%2Fc@db:5432/stopsms',
      INBOUND_MO_DATABASE_URL: 'postgres://inbound_mo:m@db:5432/stopsms',
      DATABASE_URL: 'not ours',
      PATH: '/bin',
    };
    expect(planFrom(env)).toEqual({
      superuserUrl: owner.OWNER_DATABASE_URL,
      database: 'stopsms',
      roles: { campaign: 'c/c', inbound_mo: 'm' },
    });
  });

  test.each([
    { env: { CAMPAIGN_DATABASE_URL: 'postgres://campaign:c@db/stopsms' }, says: 'OWNER_DATABASE_URL is not a URL' },
    { env: owner, says: 'no <SERVICE>_DATABASE_URL is set' },
    {
      env: { ...owner, CAMPAIGN_DATABASE_URL: 'postgres://campaign@db/stopsms' },
      says: 'CAMPAIGN_DATABASE_URL lacks a part',
    },
    {
      env: { ...owner, A_DATABASE_URL: 'postgres://a:a@db/one', B_DATABASE_URL: 'postgres://b:b@db/two' },
      says: 'the services name 2 databases',
    },
  ])('says what is wrong: $says', ({ env, says }) => {
    expect(() => planFrom(env)).toThrow(says);
  });

  it('prints no password', () => {
    const env = { OWNER_DATABASE_URL: 'not a url of geheim', CAMPAIGN_DATABASE_URL: 'postgres://:geheim@db/x' };
    expect(() => planFrom(env)).toThrow(/^((?!geheim).)*$/);
  });
});
