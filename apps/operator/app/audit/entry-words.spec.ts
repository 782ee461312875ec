import { asText } from '../flags/differences';
import { entryDifferences, entryWords, ownRationale } from './entry-words';

const anEntry = (given: object) => ({
  action: 'flag.configure',
  before: null,
  after: null,
  rationale: null,
  differences: [],
  ...given,
});

it('says a review by its decision', () => {
  const after = (decision: string) => ({ reviews: [{ decision: 'approve' }, { decision }] });
  const words = (decision: string) =>
    entryWords(anEntry({ action: 'request.review', after: after(decision) }));
  expect(words('approve')).toBe('approved the request');
  expect(words('reject')).toBe('rejected the request');
});

it('says why an attempt was refused, once', () => {
  const entry = anEntry({ action: 'request.refused', rationale: 'approve refused: own_request' });
  expect(entryWords(entry)).toBe('was refused an approval: nobody reviews their own request');
  expect(ownRationale(entry)).toBeNull();
});

it('says of a request what it would change, then only how it goes on', () => {
  const change = { action: 'flag.configure', key: 'nav', environment: 'prod', state: 'on' };
  const filed = anEntry({ action: 'request.file', after: { state: 'in_review', change } });
  expect(entryDifferences(filed).map(asText)).toEqual(['State: on']);
  const applied = anEntry({
    action: 'request.review',
    before: { state: 'in_review', change },
    after: { state: 'approved', change },
  });
  expect(entryDifferences(applied).map(asText)).toEqual(['Request: in review → approved']);
});

it('says an override that has expired', () => {
  const before = [{ tenant: 'loomi', user: null, variant: 'on' }];
  const entry = anEntry({ action: 'override.expire', before, after: [] });
  expect(entryDifferences(entry).map(asText)).toEqual(['Override for loomi: on → none']);
});

it('calls an action that it does not know by its name', () => {
  expect(entryWords(anEntry({ action: 'webhook.create' }))).toBe('webhook.create');
});
