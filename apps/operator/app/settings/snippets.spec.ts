import { snippetsFor } from './snippets';

const labels = (kind: 'server' | 'client') =>
  snippetsFor({ kind, tenant: 'loomi' }).map(({ label }) => label);
const codeOf = (tenant: string | null) =>
  snippetsFor({ kind: 'server', tenant })
    .map(({ code }) => code)
    .join('\n');

it('shows what each kind of key is for', () => {
  expect(labels('server')).toEqual(['Node', 'curl']);
  expect(labels('client')).toEqual(['Vue', 'curl']);
});

it('names a tenant only where the key does not', () => {
  expect(codeOf(null)).toContain('"tenantSlug": "loomi"');
  expect(codeOf(null)).toContain("tenant: 'loomi'");
  expect(codeOf('loomi')).not.toContain('loomi');
});
