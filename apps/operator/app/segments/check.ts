import type { ConditionDto, Fault } from '@halyard/contracts';

/** What the engine would refuse of conditions, by pointers into them: `/when/0/values/0`. */
export async function conditionFaults(when: readonly ConditionDto[]): Promise<Fault[]> {
  const { check } = await import('@halyard/evaluator');
  const draft = {
    match: 'all',
    when: when.map(({ negate = false, ...rest }) => ({ ...rest, negate })),
    included: ['someone'],
    excluded: [],
  } as const;
  const issues = check({
    schema: 1,
    environment: 'draft',
    version: 1,
    killSwitches: [],
    flags: {},
    segments: { draft },
    overrides: [],
  });
  return issues
    .filter(({ severity }) => severity === 'error')
    .map(({ pointer, message }) => ({ pointer: pointer.replace('/segments/draft', ''), message }));
}
