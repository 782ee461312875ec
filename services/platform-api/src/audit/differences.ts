import { pointerTo } from '@halyard/contracts';
import type { DifferenceResponse } from '@halyard/contracts';
import type { JsonValue } from '@halyard/evaluator';
import diff from 'microdiff';

/** Says that something changed, not what. */
const BOOKKEEPING = new Set(['version', 'updatedAt', 'updatedBy', 'lastFlippedAt']);

/** What differs between two JSON values, a pointer each. */
export function differencesOf(before: JsonValue, after: JsonValue): DifferenceResponse[] {
  const asObject = (value: JsonValue) => ({ value: value ?? {} }) as Record<string, unknown>;
  return diff(asObject(before), asObject(after), { cyclesFix: false })
    .filter(({ path }) => !BOOKKEEPING.has(String(path.at(-1))))
    .map((difference) => ({
      pointer: difference.path.slice(1).reduce<string>((at, key) => pointerTo(at, String(key)), ''),
      ...(difference.type !== 'CREATE' && { before: difference.oldValue as unknown }),
      ...(difference.type !== 'REMOVE' && { after: difference.value as unknown }),
    }));
}
