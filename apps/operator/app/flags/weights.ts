import type { ShareDraft } from '../rules/rule';

/** A split always comes to 100 %: whatever one share gains, the others give, in proportion. */
const WHOLE = 100_000;

export function withWeight(split: readonly ShareDraft[], index: number, weight: number) {
  const wanted = Math.round(Math.min(100, Math.max(0, weight)) * 1000);
  const only = split.length === 1 ? WHOLE : wanted;
  return spread(split, index, only);
}

/** The same to each; what cannot be divided goes to the first. */
export function evened(split: readonly ShareDraft[]): ShareDraft[] {
  const each = Math.floor(WHOLE / split.length);
  const rest = WHOLE - each * split.length;
  return split.map((share, at) => ({ ...share, weight: (each + (at === 0 ? rest : 0)) / 1000 }));
}

/** With one more variant, which takes its even part of the others. */
export function withShare(split: readonly ShareDraft[], variant: string): ShareDraft[] {
  const share = { variant, weight: 0 };
  if (split.length === 0) return [{ ...share, weight: 100 }];
  const next = [...split, share];
  return withWeight(next, split.length, Math.round(WHOLE / next.length) / 1000);
}

export function withoutShare(split: readonly ShareDraft[], index: number): ShareDraft[] {
  return withWeight(split, index, 0).filter((_, at) => at !== index);
}

function spread(split: readonly ShareDraft[], index: number, wanted: number): ShareDraft[] {
  const others = split.filter((_, at) => at !== index);
  const total = others.reduce((sum, { weight }) => sum + weight, 0);
  const rest = WHOLE - wanted;
  let left = rest;
  const weights = others.map(({ weight }, at) => {
    const part = total === 0 ? 1 / others.length : weight / total;
    const given = at === others.length - 1 ? left : Math.min(left, Math.round(rest * part));
    left -= given;
    return given;
  });
  return split.map((share, at) => {
    const thousandths = at === index ? wanted : (weights[at < index ? at : at - 1] ?? 0);
    return { ...share, weight: thousandths / 1000 };
  });
}
