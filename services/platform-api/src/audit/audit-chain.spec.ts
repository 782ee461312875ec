import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { someFacts } from '../../test/audit.ts';
import { walk } from './audit-chain.ts';
import { hashOf, seal } from './audit-entry.ts';
import type { AuditEntry } from './audit-entry.ts';
import type { AuditHead } from './audit-head.ts';
import { AuditKeys } from './audit-keys.ts';
import { SigningKeys } from '../signing/signing-keys.ts';

const aKey = () =>
  new AuditKeys(
    SigningKeys.from(
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    ),
  );
const keys = aKey();

function aChain(length: number): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const facts = someFacts({ after: { seq }, ts: '2027-01-31T09:00:00.000Z' });
    entries.push(seal(facts, `aud_${seq}`, 'platform', entries.at(-1) ?? null));
  }
  return entries;
}

function headAt(entries: readonly AuditEntry[], seq: number, by = keys): AuditHead {
  const entry = entries[seq - 1];
  if (entry === undefined) throw new Error(`There is no entry ${seq}`);
  return by.sign(entry, new Date('2027-01-31T10:00:00Z'));
}

/** What someone does who knows how chains are made: an edit, and everything after it sealed anew. */
function rewritten(entries: readonly AuditEntry[], from: number): AuditEntry[] {
  const kept = entries.slice(0, from - 1);
  for (const { id, stream, seq: _, prevHash: __, hash: ___, ...facts } of entries.slice(from - 1)) {
    const isEdited = kept.length === from - 1;
    kept.push(
      seal(isEdited ? { ...facts, actor: 'nobody' } : facts, id, stream, kept.at(-1) ?? null),
    );
  }
  return kept;
}

async function broken(entries: readonly AuditEntry[], heads: readonly AuditHead[] = []) {
  const steps = walk(each(entries), each(heads), keys.isGenuine);
  for (;;) {
    const { done, value } = await steps.next();
    if (done === true) return value.broken;
  }
}

/** A cursor, as far as the walk knows. */
async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const chain = aChain(42);

it('holds as it was written, with heads anywhere in it, and without any', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 42 })), async (places) => {
      const heads = places.sort((a, b) => a - b).map((seq) => headAt(chain, seq));
      expect(await broken(chain, heads)).toBeNull();
    }),
  );
  expect(await broken([])).toBeNull();
});

it('names an entry that was edited, and one whose hash was put right after it', async () => {
  const edited = chain.with(6, { ...(chain[6] as AuditEntry), rationale: 'as agreed' });
  expect(await broken(edited)).toMatchObject({ seq: 7, id: 'aud_7', reason: 'edited' });
  const covered = edited.with(6, {
    ...(edited[6] as AuditEntry),
    hash: hashOf(edited[6] as AuditEntry),
  });
  expect(await broken(covered)).toMatchObject({ seq: 7, id: 'aud_7', reason: 'edited' });
});

it('names an entry that was taken out', async () => {
  expect(await broken(chain.toSpliced(6, 1))).toMatchObject({
    seq: 7,
    id: null,
    reason: 'missing',
    detail: 'Entry 7 is missing: the next one that there is has number 8',
  });
  expect(await broken(chain.slice(1))).toMatchObject({ seq: 1, reason: 'missing' });
});

it('names an entry that stands twice, and a beginning that is none', async () => {
  const twice = chain.toSpliced(7, 0, chain[6] as AuditEntry);
  expect(await broken(twice)).toMatchObject({ seq: 7, id: 'aud_7', reason: 'out_of_order' });
  const [first] = chain as [AuditEntry];
  const torn = { ...first, prevHash: 'f'.repeat(64) };
  const reason = 'out_of_order';
  expect(await broken([{ ...torn, hash: hashOf(torn) }])).toMatchObject({ seq: 1, reason });
});

it('is caught by its head when its tail was cut', async () => {
  expect(await broken(chain.slice(0, 32), [headAt(chain, 42)])).toEqual({
    seq: 33,
    id: null,
    reason: 'head_mismatch',
    detail: 'The head signed at 2027-01-31T10:00:00.000Z says 42 entries, there are 32',
  });
  expect(await broken([], [headAt(chain, 42)])).toMatchObject({ seq: 1, reason: 'head_mismatch' });
});

it('is caught by the newest of the heads beyond its end', async () => {
  const heads = [20, 38, 42].map((seq) => headAt(chain, seq));
  expect((await broken(chain.slice(0, 32), heads))?.detail).toContain('says 42 entries');
});

it('is caught by the first head after an edit when everything was sealed anew', async () => {
  const heads = [10, 20, 30].map((seq) => headAt(chain, seq));
  const forged = rewritten(chain, 15);
  expect(await broken(forged)).toBeNull();
  expect(await broken(forged, heads)).toMatchObject({
    seq: 20,
    id: 'aud_20',
    reason: 'head_mismatch',
  });
});

it('is caught when it was cut and has grown past its head again', async () => {
  const other = rewritten(chain, 33);
  expect(await broken(other, [headAt(chain, 40)])).toMatchObject({
    reason: 'head_mismatch',
    seq: 40,
  });
});

it('does not hold with a head that was forged, wherever it stands', async () => {
  const stranger = aKey();
  for (const [entries, seq] of [
    [chain, 42],
    [chain, 7],
    [chain.slice(0, 30), 42],
  ] as const) {
    const forged = { ...headAt(chain, seq, stranger), kid: headAt(chain, seq).kid };
    expect(await broken(entries, [forged])).toMatchObject({ seq, reason: 'head_forged' });
  }
  const hidden = { ...headAt(chain, 42), kid: 'unknown' };
  expect(await broken(chain.slice(0, 30), [hidden])).toMatchObject({ reason: 'head_forged' });
});
