import type { FlagDefinition, Ruleset } from '@halyard/evaluator';
import { isKilled } from '../changes/gate.ts';

export const EVERYTHING = '*';

/** A switch, engaged or not, and what is lit without it. */
export interface SwitchEffect {
  readonly category: string;
  /** How many flags fall under it. */
  readonly under: number;
  /** Those of them that are not off without it, those that are on for everyone first. */
  readonly lit: readonly string[];
  /** The ruleset without it: the same object for all that are not engaged. */
  readonly without: Ruleset;
}

/** Of every switch there is: that of everything, and of each category that flags have or that is held down. */
export function effectsOf(ruleset: Ruleset): SwitchEffect[] {
  const { flags, killSwitches, overrides } = ruleset;
  const had = Object.values(flags).flatMap(({ category }) => category ?? []);
  const others = new Set([...had, ...killSwitches].filter((one) => one !== EVERYTHING));
  const overridden = new Set(overrides.map(({ flag }) => flag));
  return [EVERYTHING, ...[...others].sort()].map((category) => {
    const without = withoutSwitch(ruleset, category);
    const under = Object.entries(flags).filter(([, flag]) => fallsUnder(flag, category));
    const lit = under.filter(
      ([key, flag]) => !isKilled(without, flag) && (flag.state !== 'off' || overridden.has(key)),
    );
    const [on, some] = [lit.filter(isOn), lit.filter((one) => !isOn(one))];
    return {
      category,
      under: under.length,
      lit: [...on, ...some].map(([key]) => key),
      without,
    };
  });
}

const isOn = ([, { state }]: readonly [string, FlagDefinition]) => state === 'on';

const fallsUnder = (flag: FlagDefinition, category: string) =>
  category === EVERYTHING || flag.category === category;

function withoutSwitch(ruleset: Ruleset, category: string): Ruleset {
  if (!ruleset.killSwitches.includes(category)) return ruleset;
  return { ...ruleset, killSwitches: ruleset.killSwitches.filter((one) => one !== category) };
}
