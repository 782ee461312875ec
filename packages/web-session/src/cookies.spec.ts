import { cookiePrefix } from './cookies.ts';

describe('the cookies of an app', () => {
  it('are told apart from those of another app on the same host', () => {
    const portal = cookiePrefix({ clientId: 'halyard-portal', origin: 'http://localhost:4102' });
    const operator = cookiePrefix({
      clientId: 'halyard-operator',
      origin: 'http://localhost:4101',
    });
    expect(portal).toBe('halyard-portal-4102');
    expect(operator).toBe('halyard-operator-4101');
  });

  it('are told apart from those of the same app on another port', () => {
    const [one, other] = ['4102', '5102'].map((port) =>
      cookiePrefix({ clientId: 'halyard-portal', origin: `http://localhost:${port}` }),
    );
    expect(one).not.toBe(other);
  });

  it('are bound to the host where the origin is secure', () => {
    const prefix = cookiePrefix({ clientId: 'halyard-portal', origin: 'https://portal.example' });
    expect(prefix).toBe('__Host-halyard-portal');
  });

  it('have a name that a cookie may have', () => {
    const prefix = cookiePrefix({ clientId: 'a;b=c d', origin: 'http://localhost:1' });
    expect(prefix).toMatch(/^[\w-]+$/);
  });
});
