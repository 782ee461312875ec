import { userOf } from './user.ts';

describe('the signed-in user', () => {
  it('is who the ID token names', () => {
    const claims = {
      sub: 'user@98chimp',
      name: 'Kim Larsen',
      email: 'kim@98chimp.example',
      tenant: '98chimp',
      iss: 'http://localhost:4103',
    };
    const { iss: _, ...user } = claims;
    expect(userOf(claims)).toEqual(user);
  });

  it('is called by what there is', () => {
    expect(userOf({ sub: 'u', preferred_username: 'kim', email: 'k@x' }).name).toBe('kim');
    expect(userOf({ sub: 'u', email: 'k@x' }).name).toBe('k@x');
    expect(userOf({ sub: 'u' })).toEqual({ sub: 'u', name: 'u', email: null, tenant: null });
  });

  it('has no tenant when the claim is not a slug', () => {
    expect(userOf({ sub: 'u', tenant: '' }).tenant).toBeNull();
    expect(userOf({ sub: 'u', tenant: ['98chimp'] }).tenant).toBeNull();
  });

  it('has to have a subject', () => {
    expect(() => userOf({ name: 'Nobody' })).toThrow('names nobody');
    expect(() => userOf(undefined)).toThrow('names nobody');
  });
});
