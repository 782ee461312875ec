/**
 * The lanes that need no other flag. Each answers, or passes with undefined, and accounts for it to a trace where there
 * is one.
 */
import { bucketThousandths } from './bucket.ts';
import type { Evaluation } from './evaluation.ts';
import type { CompiledFlag } from './flag.ts';
import { isLive, type CompiledOverride } from './override.ts';
import { bucketed, served, type Resolution } from './resolution.ts';
import { missedAxis } from './scope.ts';
import { serveTo } from './serve.ts';
import { compared, shown } from './trace.ts';

export type Lane = (run: Evaluation, flag: CompiledFlag) => Resolution | undefined;

export const killSwitch: Lane = (run, flag) => {
  const { everythingKilled, killedCategories } = run.parts;
  if (flag.killed || everythingKilled || killedCategories.has(flag.category)) {
    const what = flag.killed ? 'the flag' : everythingKilled ? 'every flag' : 'its category';
    run.trace?.answered('kill_switch', `${what} is killed`);
    return flag.off.killed;
  }
  run.trace?.passed('kill_switch', 'neither the flag nor its category is killed');
  return undefined;
};

export const overrides: Lane = (run, flag) => {
  const { tenant } = run;
  const user = run.targetingKey || undefined;
  const found = tenant === undefined ? undefined : run.parts.overrides.get(tenant)?.get(flag.key);

  const own = user === undefined ? undefined : found?.users.get(user);
  if (own !== undefined && isLive(own, run.now)) {
    run.trace?.answered('overrides', `the user's own is ${own.variant}`);
    return overridden(flag, own, 'user_override');
  }
  const all = found?.tenant;
  if (tenant === undefined || all === undefined || !isLive(all, run.now)) {
    run.trace?.passed('overrides', 'none is live for this user or the whole tenant');
    return undefined;
  }
  if (all.thousandths === null) {
    run.trace?.answered('overrides', `the tenant's is ${all.variant}`);
    return overridden(flag, all, 'tenant_override');
  }
  const unit = user === undefined ? tenant : `${tenant}:${user}`;
  const bucket = bucketThousandths(`${unit}:${flag.key}`);
  const comparison = run.trace && compared(bucket, all.thousandths);
  run.trace?.answered('overrides', `the tenant's is ${all.variant} for a part of it`, comparison);
  return overridden(flag, all, 'tenant_override', bucket);
};

/** A variant that the flag does not have any more is a mistake in this flag alone: it is off, and the others go on. */
function overridden(
  flag: CompiledFlag,
  override: CompiledOverride,
  source: 'user_override' | 'tenant_override',
  bucket?: number,
): Resolution {
  const variant = flag.variants.get(override.variant);
  if (variant === undefined) return flag.off.broken;
  const { thousandths } = override;
  if (bucket === undefined || thousandths === null) {
    return served(variant, 'TARGETING_MATCH', source);
  }
  return bucketed(bucket < thousandths ? variant : flag.off.variant, source, bucket);
}

export const off: Lane = (run, flag) => {
  if (flag.state === 'off') {
    run.trace?.answered('off', 'the state is off');
    return flag.off.disabled;
  }
  run.trace?.passed('off', `the state is ${flag.state}`);
  return undefined;
};

export const on: Lane = (run, flag) => {
  if (flag.state === 'on') {
    run.trace?.answered('on', 'the state is on');
    return serveTo(flag.serve, run) ?? flag.off.withoutUnit;
  }
  run.trace?.passed('on', `the state is ${flag.state}`);
  return undefined;
};

export const scope: Lane = (run, flag) => {
  const missed = missedAxis(flag.scope, run);
  if (missed !== undefined) {
    run.trace?.answered('scope', `the ${missed.name}, ${shown(missed.read(run))}, is not listed`);
    return flag.off.unlisted;
  }
  run.trace?.passed('scope', flag.scope.length === 0 ? 'it is not set' : 'every axis holds');
  return undefined;
};

export const targeted: Lane = (run, flag) => {
  if (flag.state !== 'targeted') {
    run.trace?.passed('targeted', `the state is ${flag.state}`);
    return undefined;
  }
  if (flag.scope.length > 0 && flag.rules.length === 0) {
    run.trace?.answered('targeted', 'the scope is the list, and it holds');
    return serveTo(flag.serve, run) ?? flag.off.withoutUnit;
  }
  run.trace?.answered('targeted', 'nothing lists this subject');
  return flag.off.unlisted;
};

/** The last lane always answers. */
export const rollout = (run: Evaluation, flag: CompiledFlag): Resolution => {
  const bucket = flag.rollout.bucketing.of(run);
  if (bucket === undefined) {
    run.trace?.answered('rollout', 'there is no unit to roll out by');
    return flag.off.withoutUnit;
  }
  const isIn = bucket < flag.rollout.thousandths;
  run.trace?.answered(
    'rollout',
    isIn ? 'the bucket is under the percentage' : 'the bucket is not under the percentage',
    compared(bucket, flag.rollout.thousandths),
  );
  if (!isIn) return bucketed(flag.off.variant, 'rollout', bucket);
  return serveTo(flag.serve, run, bucket) ?? flag.off.withoutUnit;
};
