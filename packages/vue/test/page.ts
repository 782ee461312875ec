import { createApp, h } from 'vue';
import type { Component } from 'vue';
import { createFeatureFlags } from '../src/feature-flags.ts';
import type { FeatureFlags, FeatureFlagsOptions } from '../src/feature-flags.ts';
import { aFlagsServer } from './flags-server.ts';
import type { FlagsServer } from './flags-server.ts';
import { watchedFetch } from './network.ts';

interface Opened {
  readonly flags: FeatureFlags;
  readonly root: Element;
  leave(): void;
}

const NOTHING: Component = { render: () => null };
const closing: (() => unknown)[] = [];

/** An API, and no page yet. */
export async function anApi(flags: Record<string, unknown> = {}): Promise<FlagsServer> {
  const api = await aFlagsServer();
  api.flags = flags;
  closing.push(() => api.close());
  return api;
}

/** A page with these flags in a browser: its application is mounted. */
export function aPage(
  api: FlagsServer,
  options: FeatureFlagsOptions = {},
  content: Component = NOTHING,
): Opened {
  const flags = createFeatureFlags({ url: api.url, fetch: watchedFetch, ...options });
  const app = createApp({ render: () => h(content) }).use(flags);
  const root = document.createElement('div');
  app.mount(root);
  let isOpen = true;
  function leave() {
    if (isOpen) app.unmount();
    isOpen = false;
  }
  closing.unshift(leave);
  return { flags, root, leave };
}

/** Ends what a test has opened, pages before their APIs. */
export async function closeAll(): Promise<void> {
  for (const close of closing.splice(0)) await close();
}
