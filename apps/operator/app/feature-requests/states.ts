import type { FeatureRequestState } from '@halyard/contracts';
import type { StateLook } from '~/states/look';

export const FEATURE_REQUEST_LOOKS: Readonly<Record<FeatureRequestState, StateLook>> = {
  open: { label: 'Open', icon: 'i-lucide-circle-dot', color: 'info' },
  accepted: { label: 'Accepted', icon: 'i-lucide-circle-check', color: 'success' },
  declined: { label: 'Declined', icon: 'i-lucide-circle-minus', color: 'neutral' },
};

export const STATE_NAMES = Object.keys(FEATURE_REQUEST_LOOKS) as readonly FeatureRequestState[];
