import type { AuditEntryResponse, FlagResponse } from '@halyard/contracts';
import { revertableTo } from './revert';

const FLAG = { environments: { dev: { version: 4 } } } as unknown as FlagResponse;
const anEntry = (given: Partial<AuditEntryResponse> = {}) =>
  ({
    source: 'flag',
    environment: 'dev',
    tenant: null,
    after: { version: 2 },
    ...given,
  }) as AuditEntryResponse;

it('goes back to the version that an entry made', () => {
  expect(revertableTo(anEntry(), FLAG)).toBe(2);
});

it('goes nowhere from what is so now, or is no configuration', () => {
  expect(revertableTo(anEntry({ after: { version: 4 } }), FLAG)).toBeUndefined();
  expect(revertableTo(anEntry({ environment: null }), FLAG)).toBeUndefined();
  expect(revertableTo(anEntry({ tenant: 'acme' }), FLAG)).toBeUndefined();
  expect(revertableTo(anEntry({ source: 'change_request' }), FLAG)).toBeUndefined();
  expect(revertableTo(anEntry({ after: null }), FLAG)).toBeUndefined();
});
