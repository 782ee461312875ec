import type { ChangeRequestResponse } from '@halyard/contracts';
import { localTime } from '../overrides/override-form';

/** What is said with a change, as people write it. */
export interface RequestForm {
  rationale: string;
  evidence: string;
  applyAt: string;
}

export const REQUEST_FIELDS = ['rationale', 'evidence', 'applyAt'] as const;

export const requestForm = (
  from: Partial<Pick<ChangeRequestResponse, 'rationale' | 'evidence' | 'applyAt'>> = {},
): RequestForm => ({
  rationale: from.rationale ?? '',
  evidence: from.evidence ?? '',
  applyAt: from.applyAt == null ? '' : localTime(new Date(from.applyAt)),
});

/** What is sent with a request: what was left empty is none. */
export const requestBody = ({ rationale, evidence, applyAt }: RequestForm) => ({
  rationale: rationale.trim(),
  evidence: evidence.trim() === '' ? null : evidence.trim(),
  applyAt: applyAt === '' ? null : new Date(applyAt).toISOString(),
});

/** What keeps it from being filed. */
export function requestFaults(form: RequestForm, needsEvidence: boolean, now: Date) {
  const missing = (name: 'rationale' | 'evidence', message: string) =>
    form[name].trim() === '' ? [{ name, message }] : [];
  return [
    ...missing('rationale', 'Say why it should be made: reviewers read it'),
    ...(needsEvidence ? missing('evidence', 'A sensitive flag needs evidence') : []),
    ...(form.applyAt !== '' && new Date(form.applyAt) <= now
      ? [{ name: 'applyAt', message: 'Has to be in the future' }]
      : []),
  ];
}
