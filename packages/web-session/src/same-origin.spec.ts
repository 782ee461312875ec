import { mayChange } from './same-origin.ts';

const HERE = 'http://localhost:4101';

const ask = (request: { method?: string; secFetchSite?: string; origin?: string }) =>
  mayChange({ method: 'POST', secFetchSite: undefined, origin: undefined, ...request }, HERE);

describe('a write', () => {
  it('is let through from the app’s own pages', () => {
    expect(ask({ secFetchSite: 'same-origin', origin: HERE })).toBe(true);
  });

  it('is let through by its Origin where a browser does not say Sec-Fetch-Site', () => {
    expect(ask({ origin: HERE })).toBe(true);
  });

  it.each(['cross-site', 'same-site', 'none'])('is refused from %s', (secFetchSite) => {
    expect(ask({ secFetchSite })).toBe(false);
    expect(ask({ secFetchSite, origin: HERE })).toBe(false);
  });

  it.each(['http://localhost:4102', 'https://localhost:4101', 'http://evil.example', 'null', ''])(
    'is refused from the origin %j',
    (origin) => {
      expect(ask({ origin })).toBe(false);
    },
  );

  it('is refused when nothing says where it comes from', () => {
    expect(ask({})).toBe(false);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'post'])('is a %s too', (method) => {
    expect(ask({ method, secFetchSite: 'cross-site' })).toBe(false);
  });
});

it.each(['GET', 'HEAD', 'get'])('a %s changes nothing, and may come from anywhere', (method) => {
  expect(ask({ method, secFetchSite: 'cross-site' })).toBe(true);
});
