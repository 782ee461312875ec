/** Flags that an application has declared. That this compiles is the test; nothing runs. */
import { FeatureFlag, useFeatureFlag } from '@halyard/vue';
import type { ComputedRef } from 'vue';
import { h } from 'vue';

declare module '@halyard/vue' {
  interface FlagTypes {
    new_nav: boolean;
    layout_test: 'control' | 'cards';
    theme: { readonly accent: string };
  }
}

export const on: ComputedRef<boolean> = useFeatureFlag('new_nav');
export const layout: ComputedRef<'control' | 'cards'> = useFeatureFlag('layout_test', 'control');
export const theme: ComputedRef<{ readonly accent: string }> = useFeatureFlag('theme', {
  accent: 'blue',
});
export const content = h(FeatureFlag, { name: 'layout_test', equals: 'cards' });

// @ts-expect-error no such flag
useFeatureFlag('new_navy');
// @ts-expect-error not a boolean
useFeatureFlag('layout_test');
// @ts-expect-error nothing that it can be
useFeatureFlag('layout_test', 'list');
// @ts-expect-error no such flag
h(FeatureFlag, { name: 'new_navy' });
