import { createSSRApp, defineComponent, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { json } from '../test/flags-server.ts';
import { anApi, closeAll } from '../test/page.ts';
import { until } from '../test/time.ts';
import { createFeatureFlags } from './feature-flags.ts';
import { useFeatureFlag, useFeatureFlags } from './use-feature-flag.ts';

afterEach(closeAll);

const Greeting = defineComponent(() => {
  const name = useFeatureFlag('name', 'nobody');
  const { flags } = useFeatureFlags();
  return () => h('p', `${name.value} has ${Object.keys(flags.value).join()}`);
});

/** What a server does for one request: everything of its own. */
async function render(url: string, token: string) {
  const flags = createFeatureFlags({ url, headers: { authorization: token } });
  await flags.refresh();
  const html = await renderToString(createSSRApp(Greeting).use(flags));
  return { html, payload: JSON.stringify(flags.serialize()) };
}

it('shows two people who load at the same time their own flags, and nothing of the other’s', async () => {
  const api = await anApi();
  const held: (() => void)[] = [];
  api.answer = ({ headers }, response) => {
    const name = `${headers.authorization}`;
    held.push(() => json(response, { version: 1, flags: { name, [`is_${name}`]: true } }));
  };
  const pages = Promise.all(['kim', 'leila', 'sam'].map((token) => render(api.url, token)));
  await until(() => held.length === 3);
  for (const release of held.toReversed()) release();
  const [kim, leila, sam] = await pages;
  expect(kim?.html).toBe('<p>kim has name,is_kim</p>');
  expect(leila?.html).toBe('<p>leila has name,is_leila</p>');
  expect(sam?.payload).toContain('is_sam');
  expect(`${kim?.payload}${sam?.payload}`).not.toContain('leila');
});

it('asks once, follows nothing and counts nothing', async () => {
  const api = await anApi({ name: 'kim' });
  await render(api.url, 'kim');
  expect(api.questions).toHaveLength(1);
  expect(api.followers).toHaveLength(0);
  expect(api.posts).toHaveLength(0);
});

it('hands the variants to the browser, which counts by them', async () => {
  const api = await anApi({ nav: true });
  const { payload } = await render(api.url, 'kim');
  expect(JSON.parse(payload)).toEqual({
    flags: { nav: true },
    variants: { nav: 'on' },
    tenant: 'acme',
    version: 1,
    stale: false,
    ready: true,
  });
});

it('renders a page without flags when the API is gone, and does not wait for it', async () => {
  const api = await anApi({ name: 'kim' });
  api.answer = () => undefined;
  const silent = await render(api.url, 'kim');
  api.goAway();
  const gone = await render(api.url, 'kim');
  expect([silent.html, gone.html]).toEqual(['<p>nobody has </p>', '<p>nobody has </p>']);
});
