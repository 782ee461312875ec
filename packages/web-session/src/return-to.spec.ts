import { safeReturnTo } from './return-to.ts';

describe('where a sign-in ends', () => {
  it.each(['/', '/flags', '/flags?q=a%20b&env=prod#history', '/a/b/c', '/?next=//evil.example'])(
    'keeps %s, which is in this app',
    (path) => {
      expect(safeReturnTo(path)).toBe(path);
    },
  );

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '\\/evil.example',
    'javascript:alert(1)',
    'evil.example',
    ' /flags',
    '',
  ])('refuses %j, which is not', (path) => {
    expect(safeReturnTo(path)).toBe('/');
  });

  it.each(['/auth/login', '/auth/logout?x=1', '/a/../auth/login', '/auth'])(
    'refuses %s, which would go round in a circle',
    (path) => {
      expect(safeReturnTo(path)).toBe('/');
    },
  );

  it.each([undefined, null, 7, ['/flags'], { path: '/flags' }])('refuses %j', (value) => {
    expect(safeReturnTo(value)).toBe('/');
  });
});
