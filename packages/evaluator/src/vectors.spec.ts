import { readFileSync, readdirSync } from 'node:fs';
import { bucket, compile, type EvaluationContext, type Resolution, type Ruleset } from './index.ts';

interface VectorFile {
  readonly now: string;
  readonly ruleset: Ruleset;
  readonly cases: readonly VectorCase[];
}

interface VectorCase {
  readonly name: string;
  readonly flag: string;
  readonly context: EvaluationContext;
  readonly expect: Resolution;
}

const folder = new URL('../spec/vectors/', import.meta.url);
const read = <T>(file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as T;
const files = readdirSync(folder).filter((file) => file !== 'buckets.json');

describe('the vectors', () => {
  it('are all here', () => {
    expect(files).toEqual(['canonical.json', 'random-1.json', 'random-2.json']);
  });

  it('put every message in its bucket', () => {
    const pairs = read<{ message: string; bucket: number }[]>('buckets.json');
    expect(pairs.map(({ message }) => ({ message, bucket: bucket(message) }))).toStrictEqual(pairs);
  });

  describe.each(files)('of %s', (file) => {
    const { now, ruleset, cases } = read<VectorFile>(file);
    const compiled = compile(ruleset);
    const at = new Date(now);
    const flags = [...new Set(cases.map(({ flag }) => flag))];

    it.each(flags)('resolve %s', (flag) => {
      const ofFlag = cases.filter((vector) => vector.flag === flag);
      const resolved = ofFlag.map(({ name, context }) => ({
        name,
        resolution: compiled.evaluate(flag, context, { now: at }),
      }));
      expect(resolved).toStrictEqual(
        ofFlag.map(({ name, expect }) => ({ name, resolution: expect })),
      );
    });

    it('resolve alike in bulk and with a trace', () => {
      for (const { name, flag, context, expect: resolution } of cases) {
        const traced = compiled.evaluate(flag, context, { now: at.getTime(), trace: [] });
        const bulk = compiled.evaluateAll(context, { now: at }).get(flag);
        expect({ name, traced, bulk }).toStrictEqual({
          name,
          traced: resolution,
          bulk: resolution,
        });
      }
    });
  });
});
