import { AUDIT_SOURCE_NAMES } from '@halyard/contracts';
import fc from 'fast-check';
import { firstBroken, seal } from './audit-entry.ts';
import type { AuditEntry, AuditFacts } from './audit-entry.ts';

const facts: fc.Arbitrary<AuditFacts> = fc.record({
  action: fc.string(),
  actor: fc.string(),
  actorName: fc.string(),
  environment: fc.option(fc.string()),
  tenant: fc.option(fc.string()),
  flag: fc.option(fc.string()),
  source: fc.constantFrom(...AUDIT_SOURCE_NAMES),
  before: fc.jsonValue() as fc.Arbitrary<AuditFacts['before']>,
  after: fc.jsonValue() as fc.Arbitrary<AuditFacts['after']>,
  rationale: fc.option(fc.string()),
  approvalRef: fc.option(fc.string()),
  breakGlass: fc.boolean(),
  requestId: fc.uuid(),
  ts: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  touches: fc.option(fc.array(fc.string())),
  versions: fc.dictionary(fc.string(), fc.nat()),
});

const chain = fc
  .array(facts, { minLength: 1, maxLength: 20 })
  .map((all) =>
    all.reduce<AuditEntry[]>(
      (entries, each, index) => [
        ...entries,
        seal(each, `aud_${index}`, 'platform', entries.at(-1) ?? null),
      ],
      [],
    ),
  );

describe('a chain', () => {
  it('verifies, also after a trip through JSON', () => {
    fc.assert(
      fc.property(chain, (entries) => {
        expect(firstBroken(entries)).toBeNull();
        expect(firstBroken(JSON.parse(JSON.stringify(entries)) as AuditEntry[])).toBeNull();
      }),
    );
  });

  it('names the first entry that was edited', () => {
    fc.assert(
      fc.property(chain, fc.nat(), (entries, at) => {
        const index = at % entries.length;
        const edited = entries.map((entry, i) =>
          i === index ? { ...entry, actor: `${entry.actor}!` } : entry,
        );
        expect(firstBroken(edited)).toBe(index + 1);
      }),
    );
  });

  it('is broken where an entry was taken out or two changed places', () => {
    fc.assert(
      fc.property(
        chain.filter(({ length }) => length > 2),
        fc.nat(),
        (entries, at) => {
          const index = at % (entries.length - 1);
          expect(firstBroken(entries.toSpliced(index, 1))).toBe(index + 1);
          const [first, second] = entries.slice(index, index + 2) as [AuditEntry, AuditEntry];
          expect(firstBroken(entries.toSpliced(index, 2, second, first))).toBe(index + 1);
        },
      ),
    );
  });
});
