import { anIdentity } from '../test/an-identity.ts';
import { createIdentity } from './identity.ts';

it('says that it lives', async () => {
  const { url } = await anIdentity();
  const response = await fetch(`${url}/health/live`);
  expect(response.status).toBe(200);
  await expect(response.json()).resolves.toEqual({ status: 'ok' });
});

it('leads whoever comes to its own address to the applications', async () => {
  const { url } = await anIdentity({ consolePort: 5101, portalPort: 5102 });
  const text = await (await fetch(url)).text();
  expect(text).toContain('href="http://localhost:5101/"');
  expect(text).toContain('href="http://localhost:5102/"');
});

it('sends pages that run no script and load nothing', async () => {
  const { url } = await anIdentity();
  const { headers } = await fetch(url);
  expect(headers.get('content-security-policy')).toMatch(
    /default-src 'none'.*frame-ancestors 'none'/,
  );
  expect(headers.get('cache-control')).toBe('no-store');
});

it('says that its port is taken', async () => {
  const { url } = await anIdentity();
  const second = await createIdentity({ port: Number(new URL(url).port) });
  await expect(second.listen()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await second.close();
});
