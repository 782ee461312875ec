import { computed, defineComponent } from 'vue';
import type { PropType, SlotsType } from 'vue';
import type { FlagKey } from './flag-types.ts';
import { useFeatureFlags } from './use-feature-flag.ts';

type Empty = Record<string, never>;

/**
 * Its content when a flag is on, its `#fallback` when it is not, or not known to be:
 * `<FeatureFlag name="new_nav">…</FeatureFlag>`, `<FeatureFlag name="layout_test" equals="cards">…`
 */
export const FeatureFlag = defineComponent({
  name: 'FeatureFlag',
  props: {
    name: { type: String as PropType<FlagKey>, required: true },
    /** What the flag has to be, exactly. */
    equals: { type: [String, Number, Boolean], default: true },
  },
  slots: Object as SlotsType<{ default?: Empty; fallback?: Empty }>,
  setup(props, { slots }) {
    const { read } = useFeatureFlags();
    const isOn = computed(() => read(props.name) === props.equals);
    return () => (isOn.value ? slots.default?.({}) : slots.fallback?.({}));
  },
});
