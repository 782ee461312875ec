/** @jest-environment ./test/browser-environment.mjs */
import type { ComputedRef, VNode } from 'vue';
import { createApp, defineComponent, h, nextTick, ref, watch } from 'vue';
import { anApi, aPage, closeAll } from '../test/page.ts';
import { until } from '../test/time.ts';
import { FeatureFlag } from './feature-flag.ts';
import { useFeatureFlag, useFeatureFlags } from './use-feature-flag.ts';

afterEach(closeAll);

/** What a component's setup makes of these flags, once they are there. */
async function inAPage<T>(flags: Record<string, unknown>, setup: () => T) {
  const api = await anApi(flags);
  let made: T | undefined;
  const content = defineComponent(() => {
    made = setup();
    return () => null;
  });
  const page = aPage(api, {}, content);
  await until(() => page.flags.ready.value);
  return { api, made: made as T, ...page };
}

const read = async (value: unknown, use: () => ComputedRef<unknown>) =>
  (await inAPage({ flag: value }, use)).made.value;

describe('a flag without a fallback', () => {
  it.each([
    [true, true],
    [false, false],
    ['true', false],
    [1, false],
    [{}, false],
    [null, false],
  ])('that is %j is read as %j', async (value, expected) => {
    expect(await read(value, () => useFeatureFlag('flag'))).toBe(expected);
  });

  it.each(['missing', 'constructor', '__proto__'])('is off when there is no %s', async (key) => {
    expect((await inAPage({}, () => useFeatureFlag(key))).made.value).toBe(false);
  });
});

describe('a flag with a fallback', () => {
  it.each([
    ['control', 'cards', 'cards'],
    ['control', true, 'control'],
    ['control', null, 'control'],
    [10, 25, 25],
    [10, '25', 10],
    [true, false, false],
    [true, 'off', true],
    [{ rows: 1 }, { rows: 2 }, { rows: 2 }],
    [{ rows: 1 }, ['rows'], { rows: 1 }],
    [{ rows: 1 }, null, { rows: 1 }],
    [['a'], ['b'], ['b']],
    [['a'], { b: 1 }, ['a']],
  ])('of %j, and with the value %j, is %j', async (fallback, value, expected) => {
    expect(await read(value, () => useFeatureFlag('flag', fallback))).toEqual(expected);
  });

  it('is the fallback in the dark', async () => {
    const { flags, made, api } = await inAPage({ flag: 'cards' }, () =>
      useFeatureFlag('flag', 'control'),
    );
    expect(made.value).toBe('cards');
    api.goAway();
    await flags.refresh();
    expect(made.value).toBe('control');
  });
});

it('follows a key that changes', async () => {
  const key = ref('one');
  const { made } = await inAPage({ two: true }, () => useFeatureFlag(key));
  expect(made.value).toBe(false);
  key.value = 'two';
  expect(made.value).toBe(true);
});

it('wakes nobody for an object that says the same', async () => {
  let woken = 0;
  const { api, flags, made } = await inAPage({ limits: { rows: 5 } }, () => {
    const limits = useFeatureFlag('limits', { rows: 1 });
    watch(limits, () => (woken += 1));
    return limits;
  });
  await nextTick();
  expect(woken).toBe(1);
  api.flags = { limits: { rows: 5 }, other: true };
  await flags.refresh();
  expect(woken).toBe(1);
  api.flags = { limits: { rows: 6 } };
  await flags.refresh();
  await nextTick();
  expect(woken).toBe(2);
  expect(made.value).toEqual({ rows: 6 });
});

it('tells what is known of all flags', async () => {
  const { made } = await inAPage({ flag: 1 }, useFeatureFlags);
  expect(made.flags.value).toEqual({ flag: 1 });
  expect([made.ready.value, made.stale.value, made.error.value]).toEqual([true, false, null]);
});

it('says so where the plugin is missing', () => {
  const app = createApp({ setup: () => void useFeatureFlag('flag'), render: () => null });
  app.config.warnHandler = () => undefined;
  expect(() => app.mount(document.createElement('div'))).toThrow('app.use(createFeatureFlags');
});

describe('<FeatureFlag>', () => {
  const shown = { default: () => 'new', fallback: () => 'old' };

  async function rendered(flags: Record<string, unknown>, content: () => VNode) {
    const api = await anApi(flags);
    const page = aPage(api, {}, { render: content });
    expect(page.root.textContent).not.toContain('new');
    await until(() => page.flags.ready.value);
    await nextTick();
    return { api, ...page };
  }

  it('shows its content while the flag is on, and its fallback otherwise', async () => {
    const content = () => h(FeatureFlag, { name: 'nav' }, shown);
    const { api, flags, root } = await rendered({ nav: true }, content);
    expect(root.textContent).toBe('new');
    api.goAway();
    await flags.refresh();
    await nextTick();
    expect(root.textContent).toBe('old');
  });

  it('shows nothing instead where it has no fallback', async () => {
    const { default: content } = shown;
    const { root } = await rendered({}, () =>
      h(FeatureFlag, { name: 'nav' }, { default: content }),
    );
    expect(root.textContent).toBe('');
  });

  it.each([
    ['cards', 'cards', 'new'],
    ['list', 'cards', 'old'],
    ['true', true, 'old'],
    [false, false, 'new'],
    [2, 2, 'new'],
    ['', '', 'new'],
  ])('of a flag that is %j and has to equal %j shows the %3$s one', async (value, equals, is) => {
    const content = () => h(FeatureFlag, { name: 'layout', equals }, shown);
    const { root } = await rendered({ layout: value }, content);
    expect(root.textContent).toBe(is);
  });
});
